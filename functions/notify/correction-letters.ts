import { answerMail, type CorrectionNotice, objectionMail } from '../../lib/mail/correction.ts'
import type { Mail } from '../../lib/mail/index.ts'
import type { Agency } from '../../lib/store/agency.ts'
import type { Correction } from '../../lib/store/corrections.ts'
import type { Letter, Matter } from './letters.ts'

/** The supervisor is told of each objection to a finding of this result, the agency of each answer. */
export function correctionLetters({ result, agency, supervisor }: Pick<Matter, 'result' | 'agency' | 'supervisor'>, corrections: readonly Correction[]): Letter[] {
  if (agency === null) return []
  return corrections
    .filter(({ report }) => report === result.id)
    .flatMap((correction) => {
      const [objection, ...answers] = correction.history
      if (objection === undefined) return []
      const notice: CorrectionNotice = {
        agency: agency.name,
        supervisor: supervisor?.name ?? '主管部门',
        year: correction.year,
        version: result.version,
        finding: correction.finding,
        objection: { reason: objection.words, at: objection.at },
      }
      const answered = answers.map(({ did, by, words, at }) => answerMail({ ...notice, answer: { accepted: did === 'accept', by: by.name, reason: words, at } }))
      return [
        ...(supervisor === null ? [] : lettersTo(supervisor, `objection/${correction.id}`, objectionMail(notice))),
        ...answered.flatMap((mail) => lettersTo(agency, `answer/${correction.id}`, mail)),
      ]
    })
}

const lettersTo = ({ id, emails }: Agency, about: string, mail: Mail): Letter[] =>
  emails.map((to) => ({ recipient: `${to.toLowerCase()}/${about}`, to, mail, agency: id }))
