/**
 * The one table's indexes: each lists results by one attribute, in the order of `order`
 * (`<year>#<submittedAt>#<id>`, so newest years first when read backwards). An item without the attribute
 * is not in the index. docs/data-model.md says which question each one answers.
 */
export const INDEXES = {
  all: 'all',
  byVerdict: 'standing',
  byAgency: 'agency',
  bySupervisor: 'supervisor',
  bySupervisorVerdict: 'supervisorStanding',
  bySubmission: 'submission',
  pendingMail: 'pendingMail',
} as const
export type IndexName = keyof typeof INDEXES
