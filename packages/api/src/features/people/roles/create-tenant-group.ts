import { newId } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { TenantGroup } from './tenant-group.entity.ts';
import { groupName, groupResellers, setMembers } from './tenant-group-rules.ts';

/** Puts resellers under one name, to say with it what staff reach. [T6] */
export const createTenantGroup = verb({
  name: 'createTenantGroup',
  permission: 'REACH_WRITE',
  input: input('CreateTenantGroupInput', { name: groupName(), resellerIds: groupResellers() }),
  async run(scope, { name, resellerIds }) {
    const { id } = await scope.insert(TenantGroup, { id: newId(), name, createdAt: scope.now });
    await setMembers(scope, id, resellerIds);
    const { resellerId } = memberOf(scope.actor);
    return { result: id, subject: { type: 'TenantGroup', id, resellerId, reference: name } };
  },
});
