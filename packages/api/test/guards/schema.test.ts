import { readFileSync } from 'node:fs';
import path from 'node:path';
import { optional } from '@steward/shared';
import { isInputObjectType, isNonNullType, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { features, printedSchema, schema } from '../../src/app.ts';
import { allPermissions } from '../../src/kernel/permission.ts';
import { allTables } from '../../src/kernel/table.ts';
import type { AnyVerb } from '../../src/kernel/verb.ts';
import { unbounded } from './bounds.ts';
import { isTest, modules, root } from './sources.ts';

const verbs = features
  .flatMap((feature) => feature.verbs ?? [])
  .flatMap((what) => ('verb' in what ? [[what.verb.name, what.verb] as const] : []));

test('schema.graphql is the schema', () => {
  const committed = readFileSync(path.join(root, 'packages/api/schema.graphql'), 'utf8');
  expect(
    committed === printedSchema(),
    'schema.graphql is out of date: run "pnpm schema" and review what changed',
  ).toBe(true);
});

/** Mutations whose other half is a cookie: they perform a verb by hand. */
const SESSION = [
  'confirmTotpEnrolment',
  'refreshSession',
  'signIn',
  'signOut',
  'switchMembership',
  'verifyFactor',
];

const mutationProblems = (mutations: readonly string[], known: readonly string[]): string[] =>
  mutations
    .filter((name) => !known.includes(name) && !SESSION.includes(name))
    .map(
      (name) => `${name}: a mutation must be a verb: declare it with verb() and offer it with mutation().`,
    );

describe('mutations', () => {
  const mutations = Object.keys(schema().getMutationType()?.getFields() ?? {});

  test('that edit a row take what the caller knew of it, so that of two editors the last does not win unseen', () => {
    const edits = verbs.filter(([name]) => /^update[A-Z]/.test(name));
    expect(edits.length).toBeGreaterThan(0);
    const blind = edits.filter(([, { input }]) => !('known' in input.fields)).map(([name]) => name);
    expect(blind, 'declare the input with edit(), and hand known on to assign()').toEqual([]);
  });

  test('are verbs, or one of those of the session', () => {
    expect(
      mutationProblems(
        mutations,
        verbs.map(([name]) => name),
      ),
    ).toEqual([]);
    expect(mutations).toEqual(expect.arrayContaining(SESSION));
    expect(mutationProblems(['dropEverything'], [])).toEqual([expect.stringContaining('must be a verb')]);
  });

  test.each(verbs)(
    '%s has one word, a permission, an input, and takes nothing but its input',
    (name, verb) => {
      expect(verb.name, 'audit action and mutation are one word').toBe(name);
      expect(verb.permission, 'say who may').toMatch(
        /^(anonymous|member|unproved|system|[A-Z]+(?:_[A-Z]+)+)$/,
      );
      expect(verb.input.rule, 'say what it takes with input()').toBeDefined();
      const field = schema().getMutationType()?.getFields()[name];
      expect(field?.args.map((argument) => argument.name)).toEqual(
        Object.keys(verb.input.fields).length ? ['input'] : [],
      );
    },
  );
});

test('every permission opens something', () => {
  const used = new Set(
    modules()
      .filter(
        ({ path: file }) =>
          file.startsWith('packages/api/src/') && !isTest(file) && !file.endsWith('/feature.ts'),
      )
      .flatMap(({ text }) => [...text.matchAll(/'([A-Z]+(?:_[A-Z]+)+)'/g)].map(([, word]) => word)),
  );
  expect(
    [...allPermissions().keys()].filter((word) => !used.has(word)),
    'take it out of its feature.ts, or ask for it',
  ).toEqual([]);
});

describe('every input is limited', () => {
  const problems = (verb: AnyVerb): string[] => unbounded(verb.input.rule as z.ZodType, verb.name);

  test.each(verbs)('%s', (_name, verb) => {
    expect(problems(verb)).toEqual([]);
  });

  test.each<[string, z.ZodType, boolean]>([
    ['a text', z.string(), true],
    ['a text with a maximum', z.string().max(9), false],
    ['a pattern without end', z.string().regex(/^a+$/), true],
    ['a pattern with one', z.string().regex(/^[a-f]{8}$/), false],
    ['a number', z.number().int(), true],
    ['a number between bounds', z.number().int().min(1).max(9), false],
    ['a list', z.array(z.boolean()), true],
    ['a list of texts with a maximum', z.array(z.string()).max(9), true],
    ['an optional text', optional(z.string()), true],
    ['a text inside an object', z.object({ inner: z.object({ text: z.string() }) }), true],
    ['something unknown', z.record(z.string(), z.string()), true],
  ])('noticed or not: %s', (_what, rule, noticed) => {
    expect(unbounded(rule, 'x').length > 0).toBe(noticed);
  });
});

describe('types', () => {
  const types = Object.values(schema().getTypeMap()).filter((type) => !type.name.startsWith('__'));

  test('a table is the type of its name, and its key an ID', () => {
    const missing = allTables()
      .filter(({ options }) => !options.internal)
      .filter(({ typeName }) => !isObjectType(schema().getType(typeName)))
      .map(({ typeName }) => typeName);
    // A table that nothing refers to yet is not part of the schema.
    expect(missing).toEqual([]);
  });

  test("[S24] no input names a tenant column that the actor's own scope decides", () => {
    const named = types.filter(isInputObjectType).flatMap((type) =>
      Object.keys(type.getFields())
        .filter(
          (field) =>
            /^(level|personId|membershipLevel|isPlatform|issuerId|passwordHash)$/.test(field) &&
            !type.name.endsWith('Filter'),
        )
        .map((field) => `${type.name}.${field}`),
    );
    expect(named).toEqual([]);
  });

  test('[S28] every list is a connection with pages', () => {
    const lists = Object.values(schema().getQueryType()?.getFields() ?? {}).filter((field) => {
      const type = isNonNullType(field.type) ? field.type.ofType : field.type;
      return isObjectType(type) && type.name.endsWith('Connection');
    });
    expect(lists.length).toBeGreaterThan(5);
    for (const list of lists)
      expect(list.args.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['first', 'after', 'last', 'before']),
      );
  });
});
