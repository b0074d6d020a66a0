import { buildReport } from './build-report.ts'

/** A clean report of an invented town: every identity holds and the narrative agrees with the tables. */
export const SPECIMEN = buildReport({
  agency: '星湖县云桥镇人民政府',
  year: 2024,
  figures: {
    disclosure: {
      normativeDocuments: [2, 1, 5],
      licensing: [318],
      penalties: [27],
      compulsion: [4],
      fees: [12.35],
    },
    outcomes: {
      granted: [9, 2, 0, 0, 1, 0],
      partiallyGranted: [1, 0, 0, 0, 0, 0],
      'denied.thirdPartyRights': [1, 0, 0, 0, 0, 0],
      'unavailable.notHeld': [3, 1, 0, 0, 0, 0],
      'notProcessed.duplicate': [0, 0, 0, 0, 1, 0],
      'other.correctionOverdue': [1, 0, 0, 0, 0, 0],
    },
    carriedOver: [2, 0, 0, 0, 0, 0],
    carriedForward: [1, 0, 0, 0, 0, 0],
    disputes: { review: [2, 0, 0, 0], directLitigation: [1, 0, 0, 0] },
  },
})
