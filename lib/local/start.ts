import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type ApiBackend, createApiServer } from './api/server.ts'
import { createControlServer } from './control/server.ts'
import type { LocalEvent } from './events.ts'
import { Functions } from './functions.ts'
import { Authorization, type JudgedCall } from './guard/authorization.ts'
import { Refusal } from './guard/errors.ts'
import { Keyring } from './guard/keyring.ts'
import type { Credentials } from './guard/signature.ts'
import { SignatureVerifier } from './guard/signature.ts'
import { loadCredentials } from './home/credentials.ts'
import { callerOf, callsOfService } from './host/role.ts'
import { lockHome } from './home/lock.ts'
import { loadKeys } from './identity/keys.ts'
import { createIdentityServer, type IdentityHandler, identityHandler } from './identity/server.ts'
import { openStorage } from './identity/storage.ts'
import type { UserDirectory } from './identity/users.ts'
import { closeServer, freePort, listenApp, listenServer } from './listen.ts'
import { Mailbox } from './mail/box.ts'
import { createMailServer } from './mail/server.ts'
import { type MailEvent, simulate } from './mail/simulator.ts'
import { Scanner } from './malware/scanner.ts'
import { LocalClock } from './schedule/clock.ts'
import { Passage } from './schedule/passage.ts'
import { busEvent } from './bus.ts'
import { keysForTrusted } from './sts/principals.ts'
import { TokenService } from './sts/service.ts'
import { callSqs, createAwsServer } from './storage/server.ts'
import { BucketStore, type ObjectEvent } from './storage/store.ts'
import type { PartitionKeyOf } from './tables/actions.ts'
import { ensureTable, partitionKeys } from './tables/create.ts'
import { createTableServer } from './tables/server.ts'
import { readAssembly } from './template/assembly.ts'
import type { StackModel } from './template/model.ts'
import { resolveStack } from './template/stack.ts'
import { synthesize } from './template/synthesize.ts'
import { REGION, TemplateError } from './template/template.ts'
import { wire } from './wire.ts'

/** 国务院令第711号. */
const DEFAULT_API_PORT = 7110
const DEFAULT_MAIL_PORT = 7111
const DEFAULT_IDENTITY_PORT = 7112

const NOBODY: UserDirectory = { list: () => Promise.resolve([]), find: () => Promise.resolve(null) }

const ROOT = resolve(import.meta.dirname, '../..')

export interface LocalOptions {
  /** The state folder; made if it is not there. */
  readonly home: string
  /** Port of the API; taken, it is an error. Left out: 7110, or the next free one. 0: any. */
  readonly port?: number
  /** Port of the mailbox. Left out: 7111, or the next free one. 0: any. */
  readonly mailPort?: number
  /** Port of the issuer of tokens. Left out: 7112, or the next free one. 0: any. */
  readonly identityPort?: number
  /** Who can sign in; left out: nobody. Asked only once the stack is ready. */
  readonly users?: (stack: Omit<LocalStack, 'stop' | 'invoke'>) => UserDirectory
  /** A folder that `cdk synth` has written. Left out: the project's own CDK app is synthesized. */
  readonly assembly?: string
  /** Show what the functions log on standard error, not only in `logs/`. */
  readonly verbose?: boolean
  readonly onEvent?: (event: LocalEvent) => void
  /** Hears of every AWS call that is judged: of functions, of the Lambda service for them, and of whoever else has a key. */
  readonly onCall?: (call: JudgedCall) => void
  /** Aborted before all is ready, the start is given up: it rejects, and nothing is left running. */
  readonly signal?: AbortSignal
  /** What time it is for schedules, uploads and mails; left out: this machine's time. */
  readonly now?: Date
  /** How long an asynchronous invocation waits before its retries, in milliseconds; as on Lambda if left out. */
  readonly retryDelays?: readonly number[]
}

export interface LocalStack {
  /** Base URLs, without a slash at the end. */
  readonly api: string
  readonly mail: string
  readonly s3: string
  readonly sqs: string
  readonly dynamodb: string
  /** Where the clock is moved. */
  readonly control: string
  /** Whose tokens the API takes: `issuer` as in the template, the local one where that has a user pool. Null: it asks for none. */
  readonly signIn: { readonly issuer: string; readonly clientId: string } | null
  readonly region: string
  /** The bucket that takes uploads: the first one that announces its objects, or has them scanned. */
  readonly bucket: string
  readonly credentials: Credentials
  /** The access keys of those whom roles of the template trust, by ARN. */
  readonly principals: Readonly<Record<string, Credentials>>
  readonly model: StackModel
  /** Invokes a function by logical id or name and gives its result; both as JSON values. Rejects with FunctionError. */
  invoke(functionName: string, payload: unknown): Promise<unknown>
  /** Lets the batches under way finish, then closes everything. */
  stop(): Promise<void>
}

/**
 * Runs the synthesized stack on this machine until it is stopped. When it resolves, everything is ready and
 * `local.json` stands in the state folder.
 * Rejects with HomeInUse, TemplateError or FunctionError; nothing is left running then.
 */
export async function startLocal(options: LocalOptions): Promise<LocalStack> {
  const closing: (() => unknown)[] = []
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close()
  }
  try {
    return await start(options, closing, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

/** Throws TemplateError where the Lambda service may not do for a function what it has to. */
function checkRoles(model: StackModel, authorization: Authorization): void {
  for (const resource of model.functions)
    try {
      authorization.require(callerOf(resource), callsOfService(resource, model))
    } catch (error) {
      throw error instanceof Refusal ? new TemplateError(`${resource.logicalId}: ${error.message}`) : error
    }
}

async function start(options: LocalOptions, closing: (() => unknown)[], stop: () => Promise<void>): Promise<LocalStack> {
  const home = resolve(options.home)
  const tell = options.onEvent ?? (() => undefined)
  mkdirSync(home, { recursive: true })
  closing.push(lockHome(home))
  rmSync(join(home, 'local.json'), { force: true })
  const credentials = loadCredentials(join(home, 'credentials.json'))
  const keyring = new Keyring(credentials)
  const verifier = new SignatureVerifier(keyring)
  let refused: (call: JudgedCall, refusal: string) => void = () => undefined
  const authorization = new Authorization((call) => {
    options.onCall?.(call)
    if (call.refusal !== null) refused(call, call.refusal)
  })
  const assembly = readAssembly(options.assembly ?? (await synthesize(ROOT, join(home, 'synth'), options.signal)))

  const clock = new LocalClock(options.now)
  let objectEvent: (event: ObjectEvent) => void = () => undefined
  const store = new BucketStore(join(home, 'objects'), (event) => objectEvent(event), () => clock.now())
  closing.push(() => store.close())
  const internalToken = randomBytes(16).toString('hex')
  const sts = new TokenService(keyring)
  const aws = createAwsServer(store, verifier, authorization, internalToken, sts)
  closing.push(() => aws.close())
  let partitionKeyOf: PartitionKeyOf = () => undefined
  const tables = createTableServer(join(home, 'tables'), verifier, authorization, (table, index) => partitionKeyOf(table, index))
  closing.push(() => closeServer(tables))
  const box = await Mailbox.open(join(home, 'mails.jsonl'))
  closing.push(() => box.close())
  let mailEvent: (event: MailEvent) => void = () => undefined
  const mail = createMailServer(
    box,
    verifier,
    authorization,
    (each, sending) => {
      tell({ kind: 'mail', to: each.to, subject: each.subject })
      for (const event of simulate(each, sending)) mailEvent(event)
    },
    clock,
  )
  closing.push(() => mail.close())
  let backend: ApiBackend | null = null
  const api = createApiServer(() => backend)
  closing.push(() => api.close())

  let passage: Passage | null = null
  const control = createControlServer(new SignatureVerifier(new Keyring(credentials)), () => passage, () => box.count)
  closing.push(() => control.close())

  let issuer: IdentityHandler | null = null
  const identity = createIdentityServer(() => issuer)
  closing.push(() => closeServer(identity))

  const base = (port: number): string => `http://127.0.0.1:${port}`
  const s3 = base(await listenApp(aws))
  const dynamodb = base(await listenServer(tables))
  const mailUrl = base(await listenApp(mail, options.mailPort ?? (await freePort(DEFAULT_MAIL_PORT))))
  const identityUrl = base(await listenServer(identity, options.identityPort ?? (await freePort(DEFAULT_IDENTITY_PORT))))
  const controlUrl = base(await listenApp(control))
  const apiUrl = base(await listenApp(api, options.port ?? (await freePort(DEFAULT_API_PORT))))

  const model = resolveStack(assembly.template, assembly.stackName, { sqs: s3, api: apiUrl, issuer: identityUrl })
  partitionKeyOf = partitionKeys(model.tables)
  authorization.protect(model.resourcePolicies)
  sts.serve(model.roles)
  const principals = keysForTrusted(model.roles, keyring)
  writeFileSync(join(home, 'principals.json'), `${JSON.stringify(principals, null, 2)}\n`, { mode: 0o600 })
  const client = new DynamoDBClient({ endpoint: dynamodb, region: REGION, credentials: { ...credentials } })
  await Promise.all(model.tables.map(({ name, properties }) => ensureTable(client, name, properties)))
  client.destroy()
  for (const bucket of model.buckets) store.open(bucket)
  const functions = new Functions(model, {
    root: ROOT,
    home,
    assets: assembly.assets,
    verbose: options.verbose ?? false,
    tell,
    keyring,
    endpoints: { AWS_ENDPOINT_URL: s3, AWS_ENDPOINT_URL_DYNAMODB: dynamodb, AWS_ENDPOINT_URL_SESV2: mailUrl },
  })
  closing.push(() => functions.stop())
  refused = (call, refusal) => functions.logRefusal(call.by, refusal)
  checkRoles(model, authorization)
  options.signal?.throwIfAborted()
  await functions.warm()

  const wiring = await wire({
    model,
    functions,
    clock,
    call: (action, input) => callSqs(aws, internalToken, action, input),
    queueUrl: (arn) => `${s3}/000000000000/${arn.split(':').at(-1)}`,
    ...(options.retryDelays !== undefined && { retryDelays: options.retryDelays }),
  })
  closing.push(
    () => wiring.stop(),
    () => api.close(),
  )
  const passing = (passage = new Passage(clock, wiring.isQuiet))
  closing.push(() => passing.stop())
  const scanner = new Scanner({ plans: model.scans, store, authorization, now: () => clock.now(), tell: wiring.busEvent })
  objectEvent = (event) => {
    const { key, contentLength } = event.version
    tell({ kind: 'object', event: event.name, bucket: event.bucket, key, bytes: contentLength })
    wiring.objectEvent(event)
    scanner.hear(event)
  }
  scanner.catchUp()
  mailEvent = ({ configurationSet, type, detailType, detail }) => {
    const wanted = model.mailEvents.some((destination) => destination.configurationSet === configurationSet && destination.types.includes(type))
    if (wanted) wiring.busEvent(busEvent('aws.ses', detailType, clock.now(), detail))
  }
  if (model.api !== null)
    backend = { resource: model.api, invoke: (arn, event) => functions.get(arn).host.invoke(event) }

  const bucket = model.notifications[0]?.bucket ?? model.scans[0]?.bucket ?? model.buckets[0]?.name ?? ''
  const [authorizer] = model.api?.routes.flatMap((route) => route.authorizer ?? []) ?? []
  const signIn = authorizer === undefined ? null : { issuer: authorizer.issuer, clientId: authorizer.audience[0] ?? '' }
  const addresses = { api: apiUrl, mail: mailUrl, s3, sqs: s3, dynamodb, control: controlUrl, signIn, bucket, region: REGION }
  if (model.userPool !== null) {
    const storage = openStorage(join(home, 'identity.sqlite'))
    // Closed after the server that writes into it.
    closing.push(storage.close, () => closeServer(identity))
    const users = options.users?.({ ...addresses, credentials, principals, model }) ?? NOBODY
    const keys = await loadKeys(join(home, 'identity.json'))
    issuer = identityHandler({ url: identityUrl, pool: model.userPool, users, keys, adapter: storage.adapter })
  } else {
    await closeServer(identity)
  }
  const localJson = join(home, 'local.json')
  writeFileSync(localJson, `${JSON.stringify({ ...addresses, credentials: join(home, 'credentials.json') }, null, 2)}\n`)
  closing.push(() => rmSync(localJson, { force: true }))
  return {
    ...addresses,
    credentials,
    principals,
    model,
    stop,
    invoke: async (name, payload) => JSON.parse(await functions.find(name).invoke(JSON.stringify(payload), randomUUID())) as unknown,
  }
}
