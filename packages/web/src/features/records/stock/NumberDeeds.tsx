import { List, ScrollArea, Text } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { BulkDialogue } from '../../../ui/BulkDialogue.tsx';
import type { Installed } from './InstallationFields.tsx';
import { placeText } from './words.ts';

const ConfirmDocument = graphql(`
  mutation ConfirmNumberAddresses($input: ConfirmNumberAddressesInput!) {
    confirmNumberAddresses(input: $input) {
      done
      refused {
        id
        name
        reason
      }
    }
  }
`);

const ActivateDocument = graphql(`
  mutation ActivateNumbers($input: ActivateNumbersInput!) {
    activateNumbers(input: $input) {
      done
      refused {
        id
        name
        reason
      }
    }
  }
`);

const ReleaseDocument = graphql(`
  mutation ReleaseNumbers($input: ReleaseNumbersInput!) {
    releaseNumbers(input: $input) {
      done
      refused {
        id
        name
        reason
      }
    }
  }
`);

type Address = Installed & { id: string };

export interface Ticked {
  id: string;
  national: string;
  address: Address | null;
  pendingAddress: Address | null;
}

interface DeedProps {
  numbers: readonly Ticked[];
  onClose: (done: boolean) => void;
}

const numberText = (count: number) => plural(count, 'number', 'numbers');

/** The company confirms the very addresses that it reads here [R1]. */
export function ConfirmAddresses({ numbers, onClose }: DeedProps) {
  const confirm = useSend(ConfirmDocument, 'TelephoneNumber');
  const known = numbers.flatMap(({ id, national, address, pendingAddress }) => {
    const at = pendingAddress ?? address;
    return at ? [{ id, national, at }] : [];
  });
  const without = numbers.length - known.length;
  return (
    <BulkDialogue
      count={known.length}
      title={
        known.length === 1
          ? `Is ${known[0]?.national} installed there?`
          : `Are these ${numberText(known.length)} installed there?`
      }
      consequence={`An ambulance that is called from ${known.length === 1 ? 'it' : 'them'} goes there. Your name is kept with it, and you are asked again in twelve months.${without ? ` ${numberText(without)} without an address ${without === 1 ? 'is' : 'are'} left out.` : ''}`}
      confirmLabel={known.length === 1 ? 'Confirm address' : `Confirm ${known.length} addresses`}
      onConfirm={async () =>
        (await confirm({ input: { ids: known.map(({ at }) => at.id) } })).confirmNumberAddresses
      }
      done={(count) => `The address of ${numberText(count)} is confirmed.`}
      onClose={onClose}
    >
      <ScrollArea.Autosize mah={280} type="auto">
        <List size="sm" listStyleType="none" spacing={4}>
          {known.map(({ id, national, at }) => (
            <List.Item key={id}>
              <Text span fw={600} inherit>
                {national}
              </Text>{' '}
              {placeText(at)}
            </List.Item>
          ))}
        </List>
      </ScrollArea.Autosize>
    </BulkDialogue>
  );
}

/** Takes numbers into use [R1]. */
export function ActivateNumbers({ numbers, onClose }: DeedProps) {
  const activate = useSend(ActivateDocument, 'TelephoneNumber');
  return (
    <BulkDialogue
      count={numbers.length}
      title={`Take ${numberText(numbers.length)} into use?`}
      consequence="Calls can come in and go out from then on. Numbers whose address for 999 the company has not confirmed are left as they are."
      confirmLabel="Take into use"
      onConfirm={async () =>
        (await activate({ input: { ids: numbers.map(({ id }) => id) } })).activateNumbers
      }
      done={(count) => `${plural(count, 'number is', 'numbers are')} in use.`}
      onClose={onClose}
    />
  );
}

/** Takes numbers out of use [R2]. */
export function ReleaseNumbers({ numbers, onClose }: DeedProps) {
  const release = useSend(ReleaseDocument, 'TelephoneNumber');
  return (
    <BulkDialogue
      count={numbers.length}
      title={`Release ${numberText(numbers.length)}?`}
      consequence="They are taken from whoever has them and reach nobody any more. What was in use is kept back for 90 days, so that nobody gets another’s calls, and is free after that. This cannot be undone."
      confirmLabel="Release"
      destructive
      onConfirm={async () => (await release({ input: { ids: numbers.map(({ id }) => id) } })).releaseNumbers}
      done={(count) => `${plural(count, 'number is', 'numbers are')} released.`}
      onClose={onClose}
    />
  );
}
