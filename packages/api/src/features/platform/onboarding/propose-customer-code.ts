import { id, line, optional } from '@steward/shared';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { channelOf } from './channel.ts';
import { freeCustomerCode } from './customer-code.ts';

/** A free customer code for a company of this name, before it is onboarded. [T2] */
export const proposeCustomerCode = view({
  name: 'proposeCustomerCode',
  permission: 'COMPANY_ONBOARD',
  input: input('ProposeCustomerCodeInput', { name: line(120), resellerId: optional(id()) }),
  type: () => String,
  async run(scope, { name, resellerId }) {
    return freeCustomerCode(scope, name, (await channelOf(scope, resellerId)).id);
  },
});
