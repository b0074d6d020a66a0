export { isSameAgency } from './names.ts'
export { type Narrative, narrativeOf } from './narrative.ts'
export { compare, type Likeness, type Passage } from './passages.ts'
export { bandsOf, estimate, LEAST_TEXT, type Signature, signatureOf } from './signature.ts'
