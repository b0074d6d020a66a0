/** What happens in the running stack, for whoever displays it. */
export type LocalEvent =
  | { readonly kind: 'object'; readonly event: string; readonly bucket: string; readonly key: string; readonly bytes: number }
  | { readonly kind: 'started'; readonly function: string; readonly requestId: string }
  | { readonly kind: 'finished'; readonly function: string; readonly requestId: string; readonly milliseconds: number }
  | { readonly kind: 'failed'; readonly function: string; readonly requestId: string; readonly milliseconds: number; readonly reason: string }
  | { readonly kind: 'mail'; readonly to: string; readonly subject: string }
