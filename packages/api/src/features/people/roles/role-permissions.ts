import { LEVELS, type Level } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { type Area, AreaChoice } from '../../../kernel/area.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import {
  allPermissions,
  type Permission,
  PermissionChoice,
  permissionsAt,
} from '../../../kernel/permission.ts';
import { onlyReads } from '../../../kernel/roles.ts';
import { LevelChoice } from '../identity/index.ts';

@ObjectType()
class RolePermission {
  @Field(() => PermissionChoice) permission!: Permission;
  @Field(() => AreaChoice) area!: Area;
  @Field(() => String, { description: 'What it lets somebody do.' }) words!: string;
  @Field(() => Boolean, { description: 'It changes nothing.' }) onlyReads!: boolean;
  @Field(() => Boolean, { description: 'Every role has it.' }) always!: boolean;
  @Field(() => [LevelChoice], { description: 'Whose roles may carry it.' }) levels!: readonly Level[];
  @Field(() => Boolean, { description: 'Whoever asks may give it.' }) mayGive!: boolean;
}

/** What roles are made of, at one's own level and below. [T6] */
export const rolePermissions = view({
  name: 'rolePermissions',
  permission: 'ROLE_READ',
  input: input('RolePermissionsInput', {}),
  type: () => [RolePermission],
  async run(scope): Promise<RolePermission[]> {
    const { level, permissions } = memberOf(scope.actor);
    const below: Level[] = LEVELS.slice(LEVELS.indexOf(level)).filter((each) => each !== 'END_USER');
    return [...allPermissions()]
      .filter(([, { levels }]) => levels.some((each) => below.includes(each)))
      .map(([permission, { area, words, levels, for: whom }]) => ({
        permission,
        area,
        words,
        levels: levels.filter((each) => below.includes(each)),
        onlyReads: onlyReads(permission),
        always: whom === 'everyone',
        mayGive: permissions.has(permission) || !permissionsAt(level).has(permission),
      }));
  },
});
