import { Group, Text } from '@mantine/core';
import { DateText } from '../../../ui/DateText.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';

interface HoldersProps {
  holdings: readonly {
    id: string;
    heldFrom: string;
    heldUntil: string | null;
    endUser: { id: string; displayName: string };
  }[];
}

/** Everybody who has had a record, the latest first [R2]. */
export function Holders({ holdings }: HoldersProps) {
  return (
    <Section title="Who has had it">
      {holdings.length === 0 ? (
        <Text c="dimmed">Nobody yet.</Text>
      ) : (
        <Lines>
          {holdings.map(({ id, endUser, heldFrom, heldUntil }) => (
            <li key={id}>
              <Group justify="space-between" gap="xs">
                <TextLink to="/end-users/$endUserId" params={{ endUserId: endUser.id }}>
                  {endUser.displayName}
                </TextLink>
                <Text c="dimmed" fz="sm">
                  <DateText at={heldFrom} as="day" /> –{' '}
                  {heldUntil ? <DateText at={heldUntil} as="day" /> : 'today'}
                </Text>
              </Group>
            </li>
          ))}
        </Lines>
      )}
    </Section>
  );
}
