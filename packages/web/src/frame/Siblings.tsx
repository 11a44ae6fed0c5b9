import { Tabs } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useViewer } from '../data/viewer.ts';
import { useFeatures } from './feature.ts';
import { isFor } from './places.ts';
import type { PagePath } from './routes.ts';

interface SiblingsProps {
  /** The place in the navigation. */
  of: PagePath;
  /** The one that is shown. */
  at: PagePath;
  children: ReactNode;
}

/** The places that features put beside one another, as tabs over the one that is shown; just that one if it stands alone. */
export function Siblings({ of, at, children }: SiblingsProps) {
  const viewer = useViewer();
  const navigate = useNavigate();
  const siblings = useFeatures()
    .flatMap(({ places }) => places ?? [])
    .filter((place) => (place.to === of || place.beside === of) && isFor(place, viewer))
    .sort((a, b) => Number(b.to === of) - Number(a.to === of) || a.order - b.order);
  if (siblings.length < 2) return children;
  return (
    <Tabs value={at} onChange={(to) => void navigate({ to: to as PagePath })}>
      <Tabs.List mb="md" style={{ overflowX: 'auto', flexWrap: 'nowrap' }}>
        {siblings.map(({ to, label }) => (
          <Tabs.Tab key={to} value={to} data-to={to}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={at}>{children}</Tabs.Panel>
    </Tabs>
  );
}
