import { describe, expect, test } from 'vitest'
import type { Context } from '../../lib/local/iam/context.ts'
import { decide } from '../../lib/local/iam/decide.ts'
import { readPolicy } from '../../lib/local/iam/policy.ts'

const policy = (...statements: object[]) => readPolicy({ Version: '2012-10-17', Statement: statements })
const allow = (Resource: string | string[], Condition?: object, Action: string | string[] = 's3:GetObject') => ({ Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) })
const ask = (statements: object[], resource: string, context: Context = {}, action = 's3:GetObject') => decide([policy(...statements)], { action, resource, context }).allowed
const KEY = 'arn:aws:s3:::uploads/incoming/t1/2024/a.txt'

describe('who may what', () => {
  test('what nobody allows is denied, and a deny goes before every allow', () => {
    expect(decide([], { action: 's3:GetObject', resource: KEY, context: {} })).toEqual({ allowed: false, statement: null })
    const denied = decide([policy(allow('*')), policy({ Sid: 'No', Effect: 'Deny', Action: 's3:*', Resource: '*' })], { action: 's3:GetObject', resource: KEY, context: {} })
    expect([denied.allowed, denied.statement?.document.Sid]).toEqual([false, 'No'])
  })

  test.each([
    ['s3:GetObject', 's3:GetObject', true],
    ['s3:Get*', 's3:GetObjectVersion', true],
    ['S3:getobject', 's3:GetObject', true],
    ['s3:GetObject', 's3:GetObjectVersion', false],
    ['s3:GetObjec?', 's3:GetObject', true],
    ['*', 'dynamodb:Query', true],
    ['s3.GetObject', 's3:GetObject', false],
  ])('the action %s and a call of %s: %s', (pattern, action, allowed) => {
    expect(ask([allow('*', undefined, pattern)], KEY, {}, action)).toBe(allowed)
  })

  test.each([
    ['arn:aws:s3:::uploads/incoming/*', true],
    ['arn:aws:s3:::uploads/*.txt', true],
    ['arn:aws:s3:::uploads/incoming/t?/*', true],
    ['arn:aws:s3:::uploads', false],
    ['arn:aws:s3:::Uploads/incoming/*', false],
    ['arn:aws:s3:::uploads/incoming/t2/*', false],
  ])('the resource %s: %s', (pattern, allowed) => {
    expect(ask([allow(pattern)], KEY)).toBe(allowed)
  })

  test('NotAction and NotResource are all but these', () => {
    const others = { Effect: 'Allow', NotAction: 's3:Delete*', NotResource: 'arn:aws:s3:::uploads/secret/*' }
    expect(ask([others], KEY)).toBe(true)
    expect(ask([others], KEY, {}, 's3:DeleteObject')).toBe(false)
    expect(ask([others], 'arn:aws:s3:::uploads/secret/a')).toBe(false)
  })
})

describe('variables', () => {
  const own = [allow('arn:aws:s3:::uploads/incoming/${aws:PrincipalTag/agency}/*')]

  test('stand for what the request has, and for nothing where it has nothing', () => {
    expect(ask(own, KEY, { 'aws:PrincipalTag/agency': 't1' })).toBe(true)
    expect(ask(own, KEY, { 'AWS:principaltag/Agency': 't1' })).toBe(true)
    expect(ask(own, KEY, { 'aws:PrincipalTag/agency': 't2' })).toBe(false)
    expect(ask(own, KEY)).toBe(false)
    expect(ask(own, 'arn:aws:s3:::uploads/incoming//a')).toBe(false)
    expect(ask(own, KEY, { 'aws:PrincipalTag/agency': ['t1', 't2'] })).toBe(false)
  })

  test('a wildcard in a value is a character like any other', () => {
    for (const agency of ['*', '?1', 't1/2024', '.*']) expect(ask(own, KEY, { 'aws:PrincipalTag/agency': agency })).toBe(agency === 't1/2024')
    expect(ask(own, 'arn:aws:s3:::uploads/incoming/*/a', { 'aws:PrincipalTag/agency': '*' })).toBe(true)
  })

  test('have a default, and escape the wildcards', () => {
    expect(ask([allow("arn:aws:s3:::uploads/incoming/${aws:PrincipalTag/agency, 't1'}/*")], KEY)).toBe(true)
    expect(ask([allow('arn:aws:s3:::uploads/${*}')], KEY)).toBe(false)
    expect(ask([allow('arn:aws:s3:::uploads/${*}${?}${$}')], 'arn:aws:s3:::uploads/*?$')).toBe(true)
  })
})

describe('conditions', () => {
  const when = (Condition: object, context: Context) => ask([allow('*', Condition)], KEY, context)

  test.each<[object, Context, boolean]>([
    [{ StringEquals: { 's3:prefix': ['a', 'b'] } }, { 's3:prefix': 'b' }, true],
    [{ StringEquals: { 's3:prefix': 'a*' } }, { 's3:prefix': 'ab' }, false],
    [{ StringEquals: { 's3:prefix': 'a' } }, {}, false],
    [{ StringEqualsIfExists: { 's3:prefix': 'a' } }, {}, true],
    [{ StringEqualsIfExists: { 's3:prefix': 'a' } }, { 's3:prefix': 'b' }, false],
    [{ StringNotEquals: { 's3:prefix': ['a', 'b'] } }, { 's3:prefix': 'b' }, false],
    [{ StringNotEquals: { 's3:prefix': ['a', 'b'] } }, { 's3:prefix': 'c' }, true],
    [{ StringNotEquals: { 's3:prefix': 'a' } }, {}, true],
    [{ StringLike: { 's3:prefix': 'incoming/${aws:PrincipalTag/agency}/*' } }, { 's3:prefix': 'incoming/t1/2024', 'aws:PrincipalTag/agency': 't1' }, true],
    [{ StringLike: { 's3:prefix': 'incoming/${aws:PrincipalTag/agency}/*' } }, { 's3:prefix': 'incoming/t1/2024' }, false],
    [{ StringNotLike: { 's3:prefix': 'a*' } }, { 's3:prefix': 'ab' }, false],
    [{ Bool: { 'aws:SecureTransport': 'false' } }, { 'aws:SecureTransport': 'False' }, true],
    [{ Bool: { 'aws:SecureTransport': true } }, { 'aws:SecureTransport': 'false' }, false],
    [{ Null: { 'aws:PrincipalTag/agency': 'true' } }, {}, true],
    [{ Null: { 'aws:PrincipalTag/agency': 'false' } }, {}, false],
    [{ Null: { 'aws:PrincipalTag/agency': 'false' } }, { 'aws:PrincipalTag/agency': 't1' }, true],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/A*' } }, { 'aws:PrincipalArn': 'arn:aws:iam::000000000000:role/Api' }, true],
    [{ ArnEquals: { 'aws:PrincipalArn': 'arn:aws:*:role/Api' } }, { 'aws:PrincipalArn': 'arn:aws:iam::000000000000:role/Api' }, false],
    [{ ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::0:role/Api' } }, { 'aws:PrincipalArn': 'arn:aws:iam::0:role/Parse' }, true],
    [{ ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::0:role/Api' } }, { 'aws:PrincipalArn': 'arn:aws:iam::0:role/Api' }, false],
    [{ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['A#*', 'B#*'] } }, { 'dynamodb:LeadingKeys': ['A#1', 'B#2'] }, true],
    [{ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['A#*', 'B#*'] } }, { 'dynamodb:LeadingKeys': ['A#1', 'C#2'] }, false],
    [{ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['A#*'] } }, {}, true],
    [{ 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['A#*'] } }, { 'dynamodb:LeadingKeys': ['A#1', 'C#2'] }, true],
    [{ 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['A#*'] } }, { 'dynamodb:LeadingKeys': [] }, false],
    [{ 'ForAnyValue:StringNotEquals': { 'dynamodb:LeadingKeys': ['A', 'B'] } }, { 'dynamodb:LeadingKeys': ['A', 'B'] }, false],
    [{ 'ForAllValues:StringNotEquals': { 'dynamodb:LeadingKeys': ['A', 'B'] } }, { 'dynamodb:LeadingKeys': ['C', 'B'] }, false],
    [{ StringEquals: { 's3:prefix': 'a' }, Bool: { 'aws:SecureTransport': 'true' } }, { 's3:prefix': 'a', 'aws:SecureTransport': 'false' }, false],
    [{ StringEquals: { 's3:prefix': 'a', 's3:delimiter': '/' } }, { 's3:prefix': 'a' }, false],
  ])('%j with %j: %s', (Condition, context, met) => {
    expect(when(Condition, context)).toBe(met)
  })
})

describe('principals of a resource policy', () => {
  const table = (Principal: unknown) => [{ Effect: 'Deny', Action: '*', Resource: '*', Principal }, allow('*')]

  test.each<[unknown, Context, boolean]>([
    ['*', {}, false],
    [{ AWS: '*' }, {}, false],
    [{ AWS: ['arn:aws:iam::0:role/Api'] }, { 'aws:PrincipalArn': 'arn:aws:iam::0:role/Api' }, false],
    [{ AWS: ['arn:aws:iam::0:role/Api'] }, { 'aws:PrincipalArn': 'arn:aws:iam::0:role/Parse' }, true],
    [{ Service: 's3.amazonaws.com' }, { 'aws:PrincipalServiceName': 's3.amazonaws.com' }, false],
    [{ Service: 's3.amazonaws.com' }, { 'aws:PrincipalArn': 'arn:aws:iam::0:role/Api' }, true],
  ])('a deny to %j leaves %j: %s', (Principal, context, allowed) => {
    expect(ask(table(Principal), KEY, context)).toBe(allowed)
  })

  test('a trust policy names no resource', () => {
    const trust = policy({ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { AWS: 'arn:aws:iam::0:user/a' }, Condition: { StringLike: { 'aws:RequestTag/agency': '?*' } } })
    const call = { action: 'sts:TagSession', resource: 'arn:aws:iam::0:role/Uploader', context: { 'aws:PrincipalArn': 'arn:aws:iam::0:user/a' } }
    expect(decide([trust], { ...call, context: { ...call.context, 'aws:RequestTag/agency': 't1' } }).allowed).toBe(true)
    expect(decide([trust], call).allowed).toBe(false)
  })
})

describe('what is not known is no answer', () => {
  test.each<[string, object]>([
    ['NumericLessThan', allow('*', { NumericLessThan: { 's3:max-keys': '10' } })],
    ['ForSomeValues:StringEquals', allow('*', { 'ForSomeValues:StringEquals': { a: 'b' } })],
    ['NotPrincipal', { ...allow('*'), NotPrincipal: '*' }],
    ['CanonicalUser', { ...allow('*'), Principal: { CanonicalUser: 'abc' } }],
    ['arn:aws:iam::0:root', { ...allow('*'), Principal: { AWS: 'arn:aws:iam::0:root' } }],
    ['Action', { Effect: 'Allow', Resource: '*' }],
    ['Resource', { Effect: 'Allow', Action: '*' }],
  ])('%s', (named, statement) => {
    expect(() => policy(statement)).toThrow(named)
  })

  test('another version of the policy language; several values where one is asked for', () => {
    expect(() => readPolicy({ Version: '2008-10-17', Statement: [] })).toThrow('2012-10-17')
    expect(() => ask([allow('*', { StringEquals: { k: 'a' } })], KEY, { k: ['a', 'b'] })).toThrow('k')
  })
})
