import { z } from 'zod'
import { type Endpoints, identify } from './identity.ts'
import { arn, TemplateError } from './template.ts'

/** A resource with its name and its properties resolved. */
export interface Resource {
  readonly logicalId: string
  readonly type: string
  readonly name: string
  readonly raw: unknown
}

/** Reads the resources type by type, and gathers what is wrong with them to say it all at once. */
export class Reader {
  readonly #resources: readonly Resource[]
  readonly #endpoints: Endpoints
  readonly #read = new Set<string>()
  readonly #complaints: string[] = []

  constructor(resources: readonly Resource[], endpoints: Endpoints) {
    this.#resources = resources
    this.#endpoints = endpoints
  }

  read<Properties, Result>(
    type: string,
    schema: z.ZodType<Properties>,
    translate: (properties: Properties, resource: Resource) => Result,
  ): Result[] {
    this.#read.add(type)
    return this.#resources
      .filter((resource) => resource.type === type)
      .flatMap((resource) => {
        const parsed = schema.safeParse(resource.raw)
        if (parsed.success) return [translate(parsed.data, resource)]
        this.#complaints.push(`${type} ${resource.logicalId}: ${z.prettifyError(parsed.error)}`)
        return []
      })
  }

  arn(resource: Resource): string {
    return identify(resource.type, resource.name, this.#endpoints).attributes.Arn ?? ''
  }

  ref(resource: Resource): string {
    return identify(resource.type, resource.name, this.#endpoints).ref
  }

  /** Of a queue by its URL. */
  queueArn(url: string): string {
    return arn('sqs', url.split('/').at(-1) ?? '')
  }

  /** From whatever names a function: its name, its ARN, or API Gateway's URI around it. */
  functionArn(reference: string): string {
    const name = /function:([^:/]+)/.exec(reference)?.[1] ?? reference
    const found = this.#resources.find((resource) => resource.type === 'AWS::Lambda::Function' && resource.name === name)
    if (found !== undefined) return this.arn(found)
    this.#complaints.push(`there is no function ${reference}`)
    return reference
  }

  complain(): void {
    for (const { type, logicalId } of this.#resources)
      if (!this.#read.has(type)) this.#complaints.push(`${type} ${logicalId}: this type is not run on this machine`)
    if (this.#complaints.length > 0) throw new TemplateError(this.#complaints.join('\n'))
  }
}
