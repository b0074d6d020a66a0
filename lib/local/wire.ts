import { z } from 'zod'
import type { Functions } from './functions.ts'
import { invokeAsynchronously } from './host/asynchronous.ts'
import { Poller } from './queues/poller.ts'
import { queueAttributes } from './queues/attributes.ts'
import { type BusEvent, busEvent, matches } from './bus.ts'
import type { LocalClock } from './schedule/clock.ts'
import { inZone, parseSchedule } from './schedule/expression.ts'
import { eventMessage, testEvent, wants } from './storage/events.ts'
import type { ObjectEvent } from './storage/store.ts'
import type { StackModel, Target } from './template/model.ts'

export interface WireOptions {
  readonly model: StackModel
  readonly functions: Functions
  readonly clock: LocalClock
  /** Calls an SQS action. */
  readonly call: (action: string, input: object) => Promise<unknown>
  readonly queueUrl: (queueArn: string) => string
  readonly retryDelays?: readonly number[]
}

export interface Wiring {
  readonly objectEvent: (event: ObjectEvent) => void
  readonly busEvent: (event: BusEvent) => void
  /** Whether no function is at work, and no message waits for one; what failed and comes again later does not count. */
  readonly isQuiet: () => Promise<boolean>
  readonly stop: () => Promise<void>
}

/** What a reconciling function is asked at the start: everything that is open, however young. */
const CATCH_UP = { olderThanSeconds: 0 }

const DAY = 24 * 60 * 60 * 1000

const VISIBLE = 'ApproximateNumberOfMessages'
const Attributes = z.object({ Attributes: z.object({ [VISIBLE]: z.string() }) })

/**
 * Makes the queues and connects everything: bucket notifications, event source mappings, schedules.
 * Queues live in memory: what was in them when the process ended is found again by the scheduled functions, each
 * of which is invoked once now. A schedule that sends to a queue sends what it would have sent in the last day.
 */
export async function wire({ model, functions, clock, call, queueUrl, retryDelays }: WireOptions): Promise<Wiring> {
  for (const queue of model.queues)
    await call('CreateQueue', { QueueName: queue.name, Attributes: queueAttributes(queue.properties) })

  const ending = new AbortController()
  const underWay = new Set<Promise<void>>()
  const track = (work: Promise<unknown>): void => {
    const tracked = work.then(() => undefined, reportLoss).finally(() => underWay.delete(tracked))
    underWay.add(tracked)
  }
  let sending = 0
  const send = (queueArn: string, body: string, attributes: Readonly<Record<string, string>> = {}) => {
    sending += 1
    return call('SendMessage', {
      QueueUrl: queueUrl(queueArn),
      MessageBody: body,
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
      ),
    }).finally(() => (sending -= 1))
  }
  const waiting = async (queueArn: string): Promise<number> => {
    const answer = await call('GetQueueAttributes', { QueueUrl: queueUrl(queueArn), AttributeNames: [VISIBLE] })
    return Number(Attributes.parse(answer).Attributes[VISIBLE])
  }
  const invokeLater = (functionArn: string, event: unknown): void => {
    const { resource, host } = functions.get(functionArn)
    const target = {
      resource,
      invoke: (body: string, requestId: string) => host.invoke(body, requestId),
      forward: async (arn: string, body: string, attributes: Readonly<Record<string, string>>) => {
        if (arn.includes(':lambda:')) invokeLater(arn, JSON.parse(body))
        else await send(arn, body, attributes)
      },
    }
    track(invokeAsynchronously(target, JSON.stringify(event), ending.signal, retryDelays))
  }

  for (const { bucket, target } of model.notifications)
    if ('queueArn' in target) await send(target.queueArn, JSON.stringify(testEvent(bucket)))

  const pollers = model.mappings.map((mapping) => {
    const { host } = functions.get(mapping.functionArn)
    return new Poller({
      ...mapping,
      queueUrl: queueUrl(mapping.queueArn),
      concurrency: Math.min(mapping.maximumConcurrency ?? Infinity, host.limit),
      call,
      invoke: (event) => host.invoke(event),
    })
  })
  for (const poller of pollers) poller.start()

  const deliver = (target: Target, body: string): void => {
    if ('queueArn' in target) track(send(target.queueArn, body))
    else invokeLater(target.functionArn, JSON.parse(body))
  }
  const schedules = model.schedules.map(({ expression, aheadMilliseconds, target, input }) => {
    const schedule = inZone(parseSchedule(expression), aheadMilliseconds)
    const due = (time: Date): void => deliver(target, input === null ? JSON.stringify(busEvent('aws.events', 'Scheduled Event', time, {})) : withTime(input, time))
    const now = clock.now().getTime()
    const missed = schedule(now - DAY)
    if ('functionArn' in target) invokeLater(target.functionArn, CATCH_UP)
    else if (missed !== null && missed <= now) due(new Date(missed))
    // What says for when it is has to be done for each time.
    return clock.run(schedule, due, input !== null)
  })

  return {
    objectEvent: (event) => {
      for (const notification of model.notifications.filter((candidate) => wants(candidate, event))) {
        const message = eventMessage(event)
        if ('queueArn' in notification.target) track(send(notification.target.queueArn, JSON.stringify(message)))
        else invokeLater(notification.target.functionArn, message)
      }
    },
    busEvent: (event) => {
      for (const { pattern, target } of model.rules) if (matches(pattern, event)) deliver(target, JSON.stringify(event))
    },
    isQuiet: async () => {
      const atWork = (): boolean => sending > 0 || functions.busy || pollers.some((poller) => poller.busy)
      if (atWork()) return false
      const counts = await Promise.all(model.mappings.map(({ queueArn }) => waiting(queueArn)))
      return counts.every((count) => count === 0) && !atWork()
    },
    stop: async () => {
      for (const stopSchedule of schedules) stopSchedule()
      ending.abort()
      await Promise.all(pollers.map((poller) => poller.drain()))
      await Promise.all(underWay)
    },
  }
}

/** A notification that could not be delivered is found again by the scheduled functions. */
function reportLoss(error: unknown): void {
  process.stderr.write(`${String(error)}\n`)
}

/** EventBridge Scheduler puts the time at which it was due into the input; whole seconds, UTC. */
const withTime = (input: string, time: Date): string => input.replaceAll('<aws.scheduler.scheduled-time>', `${time.toISOString().slice(0, 19)}Z`)
