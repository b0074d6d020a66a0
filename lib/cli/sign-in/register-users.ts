import type { LocalUser, UserDirectory } from '../../local/index.ts'
import { type Agency, allBelow, findAgency } from '../../store/agency.ts'
import { AgencyId } from '../../store/object-keys.ts'
import type { Store } from '../../store/table.ts'

/** As many as a page can show. */
const SHOWN = 100

const OPERATOR: LocalUser = { username: 'operator', label: '系统管理员', attributes: { 'custom:role': 'operator', name: '系统管理员' } }

/**
 * The users of the local issuer: every agency of the register under its id, a supervisor if it has agencies below it,
 * and one operator.
 */
export function registerUsers(store: Store): UserDirectory {
  return {
    list: async () => {
      const agencies: Agency[] = []
      for await (const agency of walk(store, null)) if (agencies.push(agency) === SHOWN) break
      return [...(await Promise.all(agencies.map((agency) => userOf(store, agency)))), OPERATOR]
    },
    find: async (username) => {
      if (username === OPERATOR.username) return OPERATOR
      const agency = AgencyId.safeParse(username).success ? await findAgency(store, username) : null
      return agency === null ? null : userOf(store, agency)
    },
  }
}

/** From the top down, each supervisor before those below it. */
async function* walk(store: Store, supervisor: string | null): AsyncGenerator<Agency> {
  for await (const agency of allBelow(store, supervisor)) {
    yield agency
    yield* walk(store, agency.id)
  }
}

async function userOf(store: Store, { id, name }: Agency): Promise<LocalUser> {
  const { done = false } = await allBelow(store, id).next()
  const [role, words] = done ? ['agency', '报送单位'] : ['supervisor', '主管部门']
  return { username: id, label: `${name}（${words}）`, attributes: { 'custom:role': role, 'custom:agency': id, name } }
}
