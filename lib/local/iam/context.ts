/** What is known of a request, by condition key: `aws:PrincipalTag/agency`, `dynamodb:LeadingKeys`, … */
export type Context = Readonly<Record<string, string | readonly string[]>>

/** The values of a condition key, whose case does not matter; undefined where the request has none. */
export function valuesOf(context: Context, key: string): readonly string[] | undefined {
  const found = context[key] ?? Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1]
  const values = typeof found === 'string' ? [found] : found
  return values?.length === 0 ? undefined : values
}
