import { ACCOUNT, type Identity, PARTITION, REGION, type Template, TemplateError } from './template.ts'

const NO_VALUE = Symbol('AWS::NoValue')

/**
 * Resolves CloudFormation's intrinsic functions.
 * Source: AWS CloudFormation User Guide, “Intrinsic function reference” and “Pseudo parameters reference”.
 */
export class Intrinsics {
  readonly #template: Template
  readonly #stackName: string
  readonly #identify: (logicalId: string) => Identity
  readonly #conditions = new Map<string, boolean>()

  /** `identify` gives the local identity of a resource; it may call `resolve` in turn. */
  constructor(template: Template, stackName: string, identify: (logicalId: string) => Identity) {
    this.#template = template
    this.#stackName = stackName
    this.#identify = identify
  }

  /** The value with every function replaced by its result. Throws TemplateError where that cannot be told. */
  resolve(value: unknown, path: string): unknown {
    const resolved = this.#resolve(value, path)
    return resolved === NO_VALUE ? undefined : resolved
  }

  /** Whether the named condition holds. */
  condition(name: string): boolean {
    const known = this.#conditions.get(name)
    if (known !== undefined) return known
    if (!(name in this.#template.Conditions)) throw new TemplateError(`Condition ${name} is not defined`)
    const result = this.#truth(this.#template.Conditions[name], `Conditions.${name}`)
    this.#conditions.set(name, result)
    return result
  }

  #resolve(value: unknown, path: string): unknown {
    if (Array.isArray(value))
      return value.map((item, index) => this.#resolve(item, `${path}[${index}]`)).filter((item) => item !== NO_VALUE)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value)
    const [only] = entries
    if (entries.length === 1 && only !== undefined && (only[0] === 'Ref' || only[0].startsWith('Fn::')))
      return this.#call(only[0], only[1], path)
    return Object.fromEntries(
      entries
        .map(([key, member]) => [key, this.#resolve(member, `${path}.${key}`)] as const)
        .filter(([, member]) => member !== NO_VALUE),
    )
  }

  #call(name: string, argument: unknown, path: string): unknown {
    const at = `${path}.${name}`
    switch (name) {
      case 'Ref':
        return this.#ref(this.#text(argument, at), at)
      case 'Fn::GetAtt':
        return this.#attribute(typeof argument === 'string' ? argument.split('.', 2) : this.#list(argument, at), at)
      case 'Fn::Join': {
        const [separator, parts] = this.#list(argument, at)
        return this.#texts(parts, at).join(this.#text(separator, at))
      }
      case 'Fn::Sub':
        return this.#substitute(argument, at)
      case 'Fn::Select': {
        const [index, items] = this.#list(argument, at)
        const chosen = this.#list(this.#resolve(items, at), at)[Number(this.#resolve(index, at))]
        if (chosen === undefined) throw new TemplateError(`${at}: there is no such item`)
        return chosen
      }
      case 'Fn::Split': {
        const [separator, source] = this.#list(argument, at)
        return this.#text(this.#resolve(source, at), at).split(this.#text(separator, at))
      }
      case 'Fn::If': {
        const [condition, yes, no] = this.#list(argument, at)
        return this.#resolve(this.condition(this.#text(condition, at)) ? yes : no, at)
      }
      case 'Fn::FindInMap': {
        const [map = '', first = '', second = ''] = this.#texts(argument, at)
        const found = this.#template.Mappings[map]?.[first]?.[second]
        if (found === undefined) throw new TemplateError(`${at}: ${map}.${first}.${second} is not mapped`)
        return found
      }
      case 'Fn::Base64':
        return Buffer.from(this.#text(this.#resolve(argument, at), at)).toString('base64')
      default:
        throw new TemplateError(`${path}: ${name} is not supported`)
    }
  }

  #ref(name: string, path: string): unknown {
    switch (name) {
      case 'AWS::AccountId':
        return ACCOUNT
      case 'AWS::Region':
        return REGION
      case 'AWS::Partition':
        return PARTITION
      case 'AWS::URLSuffix':
        return 'amazonaws.com'
      case 'AWS::StackName':
        return this.#stackName
      case 'AWS::StackId':
        return `arn:${PARTITION}:cloudformation:${REGION}:${ACCOUNT}:stack/${this.#stackName}/local`
      case 'AWS::NoValue':
        return NO_VALUE
    }
    const parameter = this.#template.Parameters[name]
    if (parameter === undefined) return this.#identify(name).ref
    if (parameter.Default === undefined) throw new TemplateError(`${path}: parameter ${name} has no default`)
    return parameter.Default
  }

  #attribute(argument: readonly unknown[], path: string): string {
    const [logicalId = '', attribute = ''] = this.#texts([...argument], path)
    const found = this.#identify(logicalId).attributes[attribute]
    if (found === undefined) throw new TemplateError(`${path}: ${logicalId} has no attribute ${attribute} here`)
    return found
  }

  #substitute(argument: unknown, path: string): string {
    const [pattern, variables] = typeof argument === 'string' ? [argument] : this.#list(argument, path)
    const own = new Map<string, unknown>(typeof variables === 'object' && variables !== null ? Object.entries(variables) : [])
    return this.#text(pattern, path).replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal === '!') return `\${${name}}`
      if (own.has(name)) return this.#text(this.#resolve(own.get(name), path), path)
      if (name.includes('.') && !name.startsWith('AWS::')) return this.#attribute(name.split(/\.(.*)/, 2), path)
      return this.#text(this.#ref(name, path), path)
    })
  }

  #truth(value: unknown, path: string): boolean {
    if (typeof value === 'object' && value !== null) {
      const [entry] = Object.entries<unknown>({ ...value })
      if (entry !== undefined) {
        const [name, argument] = entry
        const at = `${path}.${name}`
        if (name === 'Condition') return this.condition(this.#text(argument, at))
        const operands = this.#list(argument, at)
        if (name === 'Fn::And') return operands.every((operand) => this.#truth(operand, at))
        if (name === 'Fn::Or') return operands.some((operand) => this.#truth(operand, at))
        if (name === 'Fn::Not') return !this.#truth(operands[0], at)
        if (name === 'Fn::Equals') {
          const [left, right] = operands.map((operand) => JSON.stringify(this.resolve(operand, at)))
          return left === right
        }
      }
    }
    throw new TemplateError(`${path}: this is not a condition`)
  }

  #list(value: unknown, path: string): readonly unknown[] {
    if (!Array.isArray(value)) throw new TemplateError(`${path}: a list is expected`)
    return value
  }

  #texts(value: unknown, path: string): string[] {
    return this.#list(this.#resolve(value, path), path).map((item) => this.#text(item, path))
  }

  #text(value: unknown, path: string): string {
    if (typeof value === 'string') return value
    if (typeof value === 'number' || typeof value === 'boolean') return String(value)
    throw new TemplateError(`${path}: a string is expected`)
  }
}
