import { Badge, Group, List, Text } from '@mantine/core';
import { Section } from '../../../ui/Section.tsx';

interface MailAddressesProps {
  addresses: readonly { id: string; address: string; primary: boolean }[];
}

/** The addresses under which one gets mail. */
export function MailAddresses({ addresses }: MailAddressesProps) {
  return (
    <Section title="My e-mail addresses">
      {addresses.length === 0 ? (
        <Text c="dimmed">None yet. Your administrator allocates them.</Text>
      ) : (
        <List listStyleType="none" spacing="xs">
          {addresses.map(({ id, address, primary }) => (
            <List.Item key={id}>
              <Group gap="xs">
                <span style={{ overflowWrap: 'anywhere' }}>{address}</span>
                {primary && (
                  <Badge size="sm" variant="light">
                    Primary
                  </Badge>
                )}
              </Group>
            </List.Item>
          ))}
        </List>
      )}
    </Section>
  );
}
