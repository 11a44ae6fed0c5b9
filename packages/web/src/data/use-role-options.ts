import { graphql } from './graphql.ts';
import { useRead } from './use-read.ts';
import { type Level, useViewer } from './viewer.ts';

const RoleOptionsDocument = graphql(`
  query RoleOptions($level: Level!, $tenantId: ID!) {
    roles(first: 100, filter: { level: $level, tenantId: $tenantId }) {
      nodes {
        id
        name
        kind
        permissions
      }
    }
    rolePermissions {
      permission
      mayGive
    }
  }
`);

export interface RoleOption {
  value: string;
  label: string;
  kind: string;
  /** It permits what the reader may not: they cannot give it. */
  disabled: boolean;
}

/** The roles that there are for someone at this level of this tenant; those that the reader may not give are disabled. */
export function useRoleOptions(level: Level, tenantId: string, ask = true): RoleOption[] {
  const viewer = useViewer();
  const may = viewer.permissions.includes('ROLE_READ');
  const read = useRead(RoleOptionsDocument, { level, tenantId }, { pause: !ask || !may, types: ['Role'] });
  if (read.state !== 'ready') return [];
  const kept = new Set(
    read.data.rolePermissions.filter(({ mayGive }) => !mayGive).map(({ permission }) => permission),
  );
  return read.data.roles.nodes.map(({ id, name, kind, permissions }) => ({
    value: id,
    label: name,
    kind,
    disabled: permissions.some((permission) => kept.has(permission)),
  }));
}
