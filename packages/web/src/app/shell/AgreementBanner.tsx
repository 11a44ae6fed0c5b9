import { Group, Text } from '@mantine/core';
import type { Viewer } from '../../data/viewer.ts';
import { ButtonLink } from '../../ui/links.tsx';
import classes from './shell.module.css';

/** Asks a company's administrators for the acceptance of a newer processing agreement, on every page until it is given [D1]. */
export function AgreementBanner({ viewer: { company, permissions } }: { viewer: Viewer }) {
  if (!company?.agreementDue || !permissions.includes('AGREEMENT_ACCEPT')) return null;
  return (
    <Group className={classes.banner} role="status" gap="xs" justify="space-between">
      <Text fz="sm" c="inherit">
        <strong>The processing agreement has a new version.</strong> Please read and accept it for{' '}
        {company.name}.
      </Text>
      <ButtonLink to="/agreement" size="compact-sm" variant="default">
        Read and accept
      </ButtonLink>
    </Group>
  );
}
