import { Alert, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRoleOptions } from '../../../data/use-role-options.ts';
import { useSend } from '../../../data/use-send.ts';
import type { Level } from '../../../data/viewer.ts';
import type { Slots } from '../../../frame/slots.tsx';
import { plural } from '../../../lib/format.ts';
import { BulkDialogue } from '../../../ui/BulkDialogue.tsx';
import { Dialogue } from '../../../ui/Dialogue.tsx';

const AssignDocument = graphql(`
  mutation AssignRoles($input: AssignRolesInput!) {
    assignRoles(input: $input) {
      done
      refused {
        id
        name
        reason
      }
    }
  }
`);

/** Gives one administrator, or all that are ticked, a role of their organisation [T6]. */
export function GiveRole({ people, onClose }: Slots['administrators']) {
  const given = people.filter(({ level }) => level !== 'END_USER');
  const tenants = new Set(given.map(({ level, tenantId }) => `${level} ${tenantId}`));
  const [first] = given;
  if (!first || tenants.size > 1)
    return (
      <Dialogue opened onClose={() => onClose(false)} title="Give role" size="sm">
        <Alert color="yellow">
          {first
            ? 'Tick people of one organisation: each has roles of its own.'
            : 'These are end users, who have no role to choose.'}
        </Alert>
      </Dialogue>
    );
  return <GiveTo people={given} level={first.level as Level} tenantId={first.tenantId} onClose={onClose} />;
}

interface GiveToProps extends Pick<Slots['administrators'], 'people' | 'onClose'> {
  level: Level;
  tenantId: string;
}

function GiveTo({ people, level, tenantId, onClose }: GiveToProps) {
  const assign = useSend(AssignDocument, 'Membership');
  const roles = useRoleOptions(level, tenantId);
  const [roleId, choose] = useState<string | null>(null);
  const [problem, setProblem] = useState<string>();
  const chosen = roles.find(({ value }) => value === roleId);
  const who =
    people.length === 1 ? (people[0]?.displayName ?? '') : plural(people.length, 'person', 'people');
  return (
    <BulkDialogue
      count={people.length}
      title={`Give ${who} a role`}
      consequence={
        chosen
          ? `From now on ${people.length === 1 ? 'they' : 'each of them'} may do what ${chosen.label} allows, and nothing else. It is in force at once.`
          : 'It is in force at once, and can be changed at any time.'
      }
      confirmLabel="Give role"
      onConfirm={async () => {
        if (!roleId) {
          setProblem('Choose a role.');
          throw new Error('Choose a role.');
        }
        const { assignRoles } = await assign({
          input: { membershipIds: people.map(({ membershipId }) => membershipId), roleId },
        });
        return assignRoles;
      }}
      done={(count) => `${plural(count, 'person has', 'people have')} the role ${chosen?.label ?? ''}.`}
      onClose={onClose}
    >
      <Stack gap="xs">
        {people.length === 1 && people[0]?.roleName && (
          <Text c="dimmed" fz="sm">
            Now: {people[0].roleName}
          </Text>
        )}
        <Select
          label="Role"
          description="Roles that allow more than your own are greyed out."
          required
          placeholder="Choose a role"
          data={roles}
          value={roleId}
          error={problem}
          onChange={(value) => {
            setProblem(undefined);
            choose(value);
          }}
          data-autofocus
        />
      </Stack>
    </BulkDialogue>
  );
}
