import { Checkbox, Fieldset, Group, Stack, Text } from '@mantine/core';
import type { ResultOf } from '../../../data/graphql.ts';
import { graphql } from '../../../data/graphql.ts';
import { AREA_ORDER, areaSays, areaTitle } from './areas.ts';

export const RolePermissionsDocument = graphql(`
  query RolePermissions {
    rolePermissions {
      permission
      area
      words
      onlyReads
      always
      levels
      mayGive
    }
  }
`);

export type RolePermission = ResultOf<typeof RolePermissionsDocument>['rolePermissions'][number];

/** Permissions by what they are about, in reading order; what only reads comes first. */
export function byArea(
  all: readonly RolePermission[],
  level: string,
): [area: string, of: RolePermission[]][] {
  return AREA_ORDER.flatMap((area) => {
    const of = all
      .filter((each) => each.area === area && each.levels.some((one) => one === level))
      .sort((a, b) => Number(b.onlyReads) - Number(a.onlyReads));
    return of.length ? [[area, of] as [string, RolePermission[]]] : [];
  });
}

interface PermissionFieldsProps {
  all: readonly RolePermission[];
  level: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
  error?: string;
}

/** What a role allows, area by area: single permissions, or all of an area at once. What the reader may not do cannot be ticked. */
export function PermissionFields({ all, level, value, onChange, error }: PermissionFieldsProps) {
  const chosen = new Set(value);
  const set = (words: readonly string[], on: boolean) =>
    onChange([...value.filter((word) => !words.includes(word)), ...(on ? words : [])]);
  return (
    <Stack gap="md">
      {error && (
        <Text c="red" fz="sm" role="alert">
          {error}
        </Text>
      )}
      {byArea(all, level).map(([area, of]) => {
        const free = of
          .filter(({ always, mayGive }) => !always && mayGive)
          .map(({ permission }) => permission);
        const on = free.filter((word) => chosen.has(word)).length;
        return (
          <Fieldset key={area} legend={areaTitle(area)} radius="md">
            <Group justify="space-between" align="flex-start" mb="xs" gap="xs">
              <Text c="dimmed" fz="sm" flex="1 1 14rem">
                {areaSays(area)}
              </Text>
              {free.length > 1 && (
                <Checkbox
                  label="All of it"
                  aria-label={`All of ${areaTitle(area)}`}
                  size="sm"
                  checked={on === free.length}
                  indeterminate={on > 0 && on < free.length}
                  onChange={({ currentTarget }) => set(free, currentTarget.checked)}
                />
              )}
            </Group>
            <Stack gap={6}>
              {of.map(({ permission, words, always, mayGive }) => (
                <Checkbox
                  key={permission}
                  label={words}
                  description={
                    always
                      ? 'Every role has this.'
                      : mayGive
                        ? undefined
                        : 'Your own role does not allow this, so you cannot give it.'
                  }
                  checked={always || chosen.has(permission)}
                  disabled={always || !mayGive}
                  onChange={({ currentTarget }) => set([permission], currentTarget.checked)}
                />
              ))}
            </Stack>
          </Fieldset>
        );
      })}
    </Stack>
  );
}
