import { id, line, newId, optional, prose } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { Component } from './component.entity.ts';
import { assertOwn, assertProducts, keeperOf } from './keeper.ts';

/** What is said of a component. */
export const componentFields = () => ({
  name: line(80),
  description: optional(prose(500)),
  productIds: productIds(),
  position: position(),
  public: z.boolean(),
});
export const position = () => z.int().min(0, 'Must be 0 or more.').max(10_000, 'May be at most 10,000.');
export const productIds = () =>
  z
    .array(id())
    .max(100, 'May name at most 100 products.')
    .transform((ids) => [...new Set(ids)]);

/** Adds a component of one's own to the tree: what services need, and which. [N4] */
export const addComponent = verb({
  name: 'addComponent',
  permission: 'STATUS_WRITE',
  input: input('AddComponentInput', { parentId: optional(id()), ...componentFields() }),
  async run(scope, given) {
    await assertProducts(scope, given.productIds);
    if (given.parentId) await assertOwn(scope, [given.parentId], () => 'parentId');
    const component = await scope.insert(Component, {
      id: newId(),
      ...keeperOf(scope),
      ...given,
      retiredAt: null,
      createdAt: scope.now,
    });
    return { result: component.id, subject: subjectOf(component) };
  },
});

/** What the audit log says of it. */
export const subjectOf = ({ id, resellerId, name }: Component) => ({
  type: 'Component',
  id,
  resellerId,
  reference: name,
});
