import { Badge, Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { CopyText } from '../../../ui/CopyText.tsx';
import { Section } from '../../../ui/Section.tsx';
import { AllocateAddress } from './AllocateAddress.tsx';
import { MakePrimary, ReleaseAddress } from './address-deeds.tsx';
import classes from './directory.module.css';

interface EmailAddressesProps {
  endUser: {
    id: string;
    displayName: string;
    company: { id: string };
    addresses: readonly { id: string; address: string; primary: boolean }[];
  };
  mayWrite: boolean;
}

/** The primary address of a person and their aliases: allocate, make primary, release [U1]. */
export function EmailAddresses({ endUser, mayWrite }: EmailAddressesProps) {
  const [allocating, allocate] = useDisclosure();
  const sorted = [...endUser.addresses].sort((a, b) => Number(b.primary) - Number(a.primary));
  return (
    <Section
      title="E-mail addresses"
      actions={
        mayWrite && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={allocate.open}
          >
            Allocate
          </Button>
        )
      }
    >
      {sorted.length === 0 && (
        <Text c="dimmed" fz="sm">
          None yet. The first address that is allocated becomes the primary one.
        </Text>
      )}
      <ul className={classes.plainList}>
        {sorted.map(({ id, address, primary }) => (
          <li key={id} className={classes.listRow}>
            <CopyText text={address} label={address} />
            <span className={classes.rowEnd}>
              {primary && (
                <Badge variant="light" color="gray">
                  Primary
                </Badge>
              )}
              {mayWrite && !primary && (
                <>
                  <MakePrimary endUserId={endUser.id} address={address} />
                  <ReleaseAddress id={id} address={address} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      <AllocateAddress endUser={endUser} opened={allocating} onClose={allocate.close} />
    </Section>
  );
}
