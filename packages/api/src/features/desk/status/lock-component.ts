import { loadLocked } from '../../../kernel/assign.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { Component } from './component.entity.ts';
import { keeperOf } from './keeper.ts';

/** A component of one's own, which nobody else changes until the transaction ends. CONFLICT once it is retired. */
export async function lockComponent(scope: Scope, componentId: string): Promise<Component> {
  const component = await loadLocked(scope, Component, componentId);
  if (component.resellerId !== keeperOf(scope).resellerId) throw notFound('component');
  if (component.retiredAt) throw conflict('This component is retired.', 'id');
  return component;
}
