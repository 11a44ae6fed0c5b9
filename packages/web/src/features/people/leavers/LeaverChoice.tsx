import { Alert, Group, List, Select, Stack, Text } from '@mantine/core';
import { addDays } from '@steward/shared';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useColleagues } from '../../../data/use-colleagues.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { NO_PASSING, type Passing, PassingFields } from '../../../ui/form/PassingFields.tsx';

/** One thing that somebody holds, as a plan shows it. */
export const plannedItem = graphql(`
  fragment PlannedItem on LeaverItem {
    id
    kind
    label
    heldId
    name
    detail
    fixed
    fate
    possible {
      fate
      words
    }
    toEndUser {
      id
      displayName
    }
    passesOn {
      until
      reply
      byHand
      forwardTo {
        id
        displayName
      }
      delegates {
        id
        displayName
      }
    }
  }
`);
export type Item = ResultOf<typeof plannedItem>;
type Fate = Item['fate'];

/** How mail is passed on; until when is the usual, as long as nobody says otherwise. */
interface ChosenMail extends Passing {
  until: string | null;
}

/** What is to become of one thing. */
export interface Chosen {
  fate: Fate;
  toEndUserId: string | null;
  mail: ChosenMail | null;
}

/** Until when a mailbox is kept unless somebody says otherwise. */
export const usuallyUntil = (lastDay: string): string => addDays(lastDay, 30);
const LONGEST_DAYS = 365;

interface LeaverChoiceProps {
  item: Item;
  person: { id: string; company: { id: string } };
  lastDay: string;
  wrong: readonly { path: string; message: string }[];
  choose: (choice: Chosen) => void;
}

/** What becomes of one thing that somebody holds: chosen, with who gets it or its mail [U5]. */
export function LeaverChoice({ item, person, lastDay, wrong, choose }: LeaverChoiceProps) {
  const [fate, setFate] = useState<Fate>(item.fate);
  const [mail, setMail] = useState<ChosenMail>({ ...NO_PASSING, until: null });
  const heirs = useColleagues(person, item.toEndUser ? [item.toEndUser] : []);
  const wrongAt = (part: string) => wrong.find(({ path }) => path.split('.').includes(part))?.message;
  const take = (next: Fate, toEndUserId: string | null) => {
    setFate(next);
    choose({ fate: next, toEndUserId, mail: next === 'PASS_ON' ? mail : null });
  };
  const passOn = (next: ChosenMail) => {
    setMail(next);
    choose({ fate: 'PASS_ON', toEndUserId: null, mail: next });
  };
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-start" gap="xs">
        <div>
          <Text>{item.name}</Text>
          {item.detail && (
            <Text c="dimmed" fz="sm">
              {item.detail}
            </Text>
          )}
        </div>
        <Stack gap={6} w={300} maw="100%">
          {item.fixed ? (
            <Text c="dimmed" fz="sm" ta="right">
              {item.fixed}
            </Text>
          ) : (
            <Select
              aria-label={`What becomes of ${item.name}`}
              allowDeselect={false}
              data={item.possible.map((one) => ({ value: one.fate, label: one.words }))}
              value={fate}
              error={fate === 'END' || fate === 'KEEP' ? wrong[0]?.message : wrongAt('fate')}
              onChange={(value) => value && take(value as Fate, null)}
            />
          )}
          {fate === 'HAND_OVER' && (
            <Select
              aria-label={`Who gets ${item.name}`}
              placeholder="Who gets it"
              searchable
              nothingFoundMessage="Nothing found"
              data={heirs.options}
              onSearchChange={heirs.onSearch}
              value={item.toEndUser?.id ?? null}
              error={item.toEndUser ? undefined : wrongAt('toEndUserId')}
              onChange={(id) => id && take('HAND_OVER', id)}
            />
          )}
        </Stack>
      </Group>
      {fate === 'PASS_ON' && (
        <PassOn
          item={item}
          person={person}
          lastDay={lastDay}
          mail={mail}
          wrongAt={wrongAt}
          onChange={passOn}
        />
      )}
    </Stack>
  );
}

interface PassOnProps extends Pick<LeaverChoiceProps, 'item' | 'person' | 'lastDay'> {
  mail: ChosenMail;
  wrongAt: (part: string) => string | undefined;
  onChange: (mail: ChosenMail) => void;
}

/** A mailbox that is kept for a while: until when, and who gets what still comes. */
function PassOn({ item: { passesOn }, person, lastDay, mail, wrongAt, onChange }: PassOnProps) {
  const forwardees = useColleagues(person, passesOn?.forwardTo ? [passesOn.forwardTo] : []);
  const delegates = useColleagues(person, passesOn?.delegates ?? []);
  const byHand = passesOn?.byHand ?? [];
  return (
    <Stack gap="sm" pl="md">
      <DayField
        label="Kept until"
        description="It ends after this day, and is paid for until then."
        required
        min={addDays(lastDay, 1)}
        max={addDays(lastDay, LONGEST_DAYS)}
        value={mail.until ?? usuallyUntil(lastDay)}
        error={wrongAt('until')}
        onChange={(until) => onChange({ ...mail, until: until || null })}
      />
      <PassingFields
        value={mail}
        onChange={(passing) => onChange({ ...mail, ...passing })}
        forwardees={forwardees}
        delegates={delegates}
        errors={wrongAt}
      />
      {byHand.length > 0 && (
        <Alert color="yellow" title="To be done by hand">
          <List size="sm" spacing={4}>
            {byHand.map((message) => (
              <List.Item key={message}>{message}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </Stack>
  );
}
