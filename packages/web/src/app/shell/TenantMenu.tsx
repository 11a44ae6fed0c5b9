import { CloseButton, Group, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { Viewer } from '../../data/viewer.ts';
import { Mark } from '../../ui/Mark.tsx';
import { hatOf } from './hat.ts';
import classes from './shell.module.css';

// Most people hold one membership and need no menu.
const MembershipMenu = lazy(() => import('./MembershipMenu.tsx'));

interface TenantMenuProps {
  viewer: Viewer;
  /** Whether the navigation is a drawer over the page, which then needs a way out. */
  drawer: boolean;
  onClose: () => void;
}

/** Whose console this is; who holds several memberships changes them here. */
export function TenantMenu({ viewer, drawer, onClose }: TenantMenuProps) {
  const brand = viewer.reseller?.name ?? 'Steward';
  const { tenant, as } = hatOf(viewer);
  const under = tenant === brand ? as : `${tenant} · ${as}`;
  const face = (
    <>
      <Mark name={brand} logo={viewer.reseller?.logo} />
      <span style={{ minWidth: 0, flex: 1 }}>
        <Text component="span" display="block" className={classes.tenantName}>
          {brand}
        </Text>
        <Text component="span" display="block" fz="xs" c="dimmed" truncate title={under}>
          {under}
        </Text>
      </span>
    </>
  );

  return (
    <Group wrap="nowrap" gap={4}>
      {viewer.memberships.length > 1 && !viewer.support ? (
        <Suspense fallback={<div className={classes.tenant}>{face}</div>}>
          <MembershipMenu memberships={viewer.memberships}>{face}</MembershipMenu>
        </Suspense>
      ) : (
        <div className={classes.tenant}>{face}</div>
      )}
      {drawer && <CloseButton hiddenFrom="sm" aria-label="Close navigation" onClick={onClose} />}
    </Group>
  );
}
