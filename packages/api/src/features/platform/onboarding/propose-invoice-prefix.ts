import { line } from '@steward/shared';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { freeInvoicePrefix } from './invoice-prefix.ts';

/** A free invoice prefix for a reseller of this name, before it is onboarded. [T1] */
export const proposeInvoicePrefix = view({
  name: 'proposeInvoicePrefix',
  permission: 'RESELLER_ONBOARD',
  input: input('ProposeInvoicePrefixInput', { name: line(120) }),
  type: () => String,
  run: (scope, { name }) => freeInvoicePrefix(scope, name),
});
