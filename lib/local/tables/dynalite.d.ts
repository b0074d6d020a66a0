declare module 'dynalite' {
  import type { Server } from 'node:http'

  /** `path`: folder of the LevelDB store. `createTableMs`: how long a new table stays in CREATING. */
  export default function dynalite(options: { readonly path: string; readonly createTableMs: number }): Server
}
