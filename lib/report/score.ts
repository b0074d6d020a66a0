import * as z from 'zod'

/** 完整, 准确, 一致, 规范, 及时. */
export const Dimension = z.enum(['completeness', 'accuracy', 'consistency', 'formality', 'timeliness'])
export type Dimension = z.infer<typeof Dimension>

/** `pass`: no error. `fail`: at least one error. `uncheckable`: no error, but a table could not be read. */
export const Verdict = z.enum(['pass', 'fail', 'uncheckable'])
export type Verdict = z.infer<typeof Verdict>

const DimensionScore = z.object({
  dimension: Dimension,
  /** 完整, 准确, 一致, 规范 or 及时. */
  name: z.string(),
  /** Points that the dimension is worth; the five add up to 100. */
  weight: z.number(),
  points: z.number(),
  /** Each lost point explained: `finding` is the index into the entry's findings. */
  lost: z.array(z.object({ finding: z.int().nonnegative(), points: z.number() })),
})

export const Score = z.object({
  total: z.number().min(0).max(100),
  verdict: Verdict,
  dimensions: z.array(DimensionScore),
})
export type Score = z.infer<typeof Score>
