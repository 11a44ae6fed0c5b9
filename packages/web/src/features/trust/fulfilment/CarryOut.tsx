import { Stack } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { Section } from '../../../ui/Section.tsx';
import { CorrectData } from './CorrectData.tsx';
import { HeldData, useHeldData } from './HeldData.tsx';
import { Receipts } from './Receipts.tsx';

const CarryOutDocument = graphql(`
  mutation CarryOutRightsRequest($input: CarryOutRightsRequestInput!) {
    carryOutRightsRequest(input: $input) {
      id
      state
    }
  }
`);

interface Asked {
  id: string;
  kind: string;
  open: boolean;
  endUserId: string | null;
}

interface Words {
  label: string;
  consequence: string;
}

const WORDS: Record<string, Words> = {
  KNOW: {
    label: 'Tell what is held',
    consequence: 'They are written what is held, why and how long. The request is completed.',
  },
  ACCESS: {
    label: 'Make the export',
    consequence:
      'Everything that is held goes into a signed archive, which they fetch here or get from you. The request is completed.',
  },
  COPY: {
    label: 'Make the copy',
    consequence:
      'What rests on contract or consent goes into a signed archive, which they fetch here or get from you. The request is completed.',
  },
  RESTRICT: {
    label: 'Restrict their data',
    consequence:
      'Nobody changes anything of theirs until you lift it; charging goes on. The request is completed.',
  },
  OBJECT: {
    label: 'Follow the objection',
    consequence: 'What rests on consent stops. The request is completed, with what goes on and why.',
  },
  ERASE: {
    label: 'Erase their data',
    consequence:
      'They are written to first. Then everything goes that no law or contract keeps. It cannot be undone.',
  },
};

/** What a request would do, the deed, and what it did [D3]. */
export function CarryOut({ id, kind, open, endUserId }: Asked) {
  const can = useCan();
  const carryOut = useSend(CarryOutDocument, 'RightsRequest');
  const [sent, setSent] = useState(false);
  const words = WORDS[kind];
  const carryOutNow = async () => {
    await carryOut({ input: { id } });
    setSent(true);
  };
  const may = can('RIGHTS_CARRY_OUT') && open && endUserId !== null && !sent;
  return (
    <Stack>
      {may && words && <Deed {...{ kind, endUserId, words }} onConfirm={carryOutNow} />}
      {may && kind === 'CORRECT' && <CorrectData requestId={id} />}
      <Receipts filter={{ rightsRequestId: id }} />
    </Stack>
  );
}

interface DeedProps {
  kind: string;
  endUserId: string;
  words: Words;
  onConfirm: () => Promise<void>;
}

function Deed({ kind, endUserId, words, onConfirm }: DeedProps) {
  const read = useHeldData(endUserId);
  const found = read.state === 'ready' ? read.data.personalDataHeld : undefined;
  const erasure = kind === 'ERASE';
  return (
    <Section
      title={erasure ? 'What an erasure does' : 'What is held'}
      actions={
        <ConfirmButton
          title={`${words.label}?`}
          consequence={words.consequence}
          confirmLabel={words.label}
          destructive={erasure}
          variant="filled"
          color={erasure ? 'red' : undefined}
          disabled={erasure && (!found || !!found.held || found.activeServices > 0)}
          onConfirm={onConfirm}
        >
          {words.label}
        </ConfirmButton>
      }
    >
      <HeldData endUserId={endUserId} erasure={erasure} />
    </Section>
  );
}
