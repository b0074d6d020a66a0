/** A policy says something that this evaluator does not know: better no answer than a wrong one. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError'
}
