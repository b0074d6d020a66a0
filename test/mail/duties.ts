import type { Digest, Unfiled } from '../../lib/mail/index.ts'

export const town: Unfiled = { name: '星湖县云桥镇人民政府', level: 'township', deadline: '2026-01-31', rejected: null, unreached: false }
export const rejectedTown: Unfiled = { ...town, name: '星湖县和平镇人民政府', rejected: { file: '年报（盖章扫描）.pdf', submittedAt: '2026-01-20T02:05:00Z' } }
/** More than a mail names. */
export const many: readonly Unfiled[] = Array.from({ length: 53 }, (_, index) => ({ ...town, name: `星湖县第${index + 1}镇人民政府` }))

export const digest: Digest = {
  recipient: '星湖县人民政府办公室',
  year: 2025,
  day: '2026-02-01',
  rhythm: 'daily',
  standing: { agencies: 7, filed: 3, missing: 2, rejected: 2, late: 1, pass: 2, fail: 1, uncheckable: 0 },
  filed: [{ name: '星湖县水务局', verdict: 'fail', errors: 2, warnings: 1, late: true }],
  mended: [{ name: '星湖县石桥镇人民政府', verdict: 'pass', errors: 0, warnings: 0, late: false }],
  failing: [{ name: '星湖县水务局', verdict: 'fail', errors: 2, warnings: 1, late: true }],
  unfiled: [{ ...town, unreached: true }, rejectedTown, { ...town, name: '星湖县城关镇人民政府', deadline: '2026-02-10' }],
  refused: [{ name: '星湖县东湖街道办事处', file: '年报2.pdf', submittedAt: '2026-01-31T01:00:00Z' }],
  supervisors: [{ name: '星湖县教育局', standing: { agencies: 4, filed: 4, missing: 0, rejected: 0, late: 0, pass: 4, fail: 0, uncheckable: 0 } }],
  objections: [{ name: '星湖县水务局', year: 2025 }, { name: '星湖县水务局', year: 2025 }, { name: '星湖县教育局', year: 2024 }],
  dead: [{ name: '星湖县云桥镇人民政府', address: 'office@yunqiao.example' }],
  unsubscribe: 'https://api.example/unsubscribe?token=abc',
}
