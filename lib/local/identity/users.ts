/** A user of the local issuer, as a user pool would hold it. */
export interface LocalUser {
  readonly username: string
  /** What the sign-in page shows. */
  readonly label: string
  /** `custom:…` and standard attributes; which of them a token holds is for the app client. */
  readonly attributes: Readonly<Record<string, string>>
}

/** The users that can sign in on this machine. There are no passwords. */
export interface UserDirectory {
  /** Those to choose from: not necessarily all. */
  readonly list: () => Promise<readonly LocalUser[]>
  readonly find: (username: string) => Promise<LocalUser | null>
}
