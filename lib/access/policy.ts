/**
 * Who may do what: the one policy of the product. The API's checks and docs/access.md are made from it; what is not
 * named here is denied.
 */

/** `agency`: files its own reports. `supervisor`: watches over agencies, down the tree. `operator`: runs the service. */
export const ROLES = ['agency', 'supervisor', 'operator'] as const
export type Role = (typeof ROLES)[number]

/**
 * How far a right reaches: nowhere, the principal's own agency, that and all below it, or everything.
 * What belongs to no agency (rules, settings, the audit) is reached by `all` alone.
 */
export type Scope = 'none' | 'own' | 'subtree' | 'all'

interface Rule {
  /** What the action is, for the documentation. */
  readonly about: string
  readonly scopes: Partial<Readonly<Record<Role, Scope>>>
}

const ofReports = { agency: 'own', supervisor: 'subtree' } as const

export const POLICY = {
  'report.list': { about: 'list submitted versions and their verdicts', scopes: ofReports },
  'report.read': { about: 'read one in full: record, findings, score, versions and their differences', scopes: ofReports },
  'report.source': { about: 'download the file as it was filed', scopes: ofReports },
  'report.page': { about: 'see the report with its findings marked', scopes: ofReports },
  'submission.read': { about: 'ask what came of an upload', scopes: ofReports },
  'upload.create': { about: 'get a form for uploading a report of an agency', scopes: ofReports },
  'agency.read': { about: 'read an agency’s entry in the register', scopes: { agency: 'own', supervisor: 'subtree', operator: 'all' } },
  'address.resume': { about: 'let mail go again to an address that had bounced', scopes: { supervisor: 'subtree', operator: 'all' } },
  'obligation.read': { about: 'see who has filed, is late or is missing', scopes: ofReports },
  'summary.read': { about: 'see counts, scores and the most frequent findings', scopes: ofReports },
  'rollup.read': { about: 'see the summed tables of the agencies below', scopes: { supervisor: 'subtree' } },
  'rule.read': { about: 'read the catalogue of rules', scopes: { agency: 'all', supervisor: 'all', operator: 'all' } },
  'correction.read': { about: 'see objections to findings and their answers', scopes: ofReports },
  'correction.request': { about: 'object to a finding', scopes: { agency: 'own', supervisor: 'own' } },
  'correction.answer': { about: 'accept or dismiss an objection', scopes: { supervisor: 'subtree' } },
  'register.import': { about: 'import the register', scopes: { operator: 'all' } },
  'register.export': { about: 'export the register', scopes: { operator: 'all' } },
  'register.history': { about: 'see what changed in the register', scopes: { operator: 'all' } },
  redrive: { about: 'send what failed through again', scopes: { operator: 'all' } },
  recheck: { about: 'judge stored records anew', scopes: { operator: 'all' } },
  'settings.write': { about: 'set severities, thresholds and deadlines for the agencies below', scopes: { supervisor: 'subtree', operator: 'all' } },
  'audit.read': { about: 'query the audit', scopes: { operator: 'all' } },
} as const satisfies Readonly<Record<string, Rule>>

export type Action = keyof typeof POLICY
