import { Skeleton, Stack, Text, UnstyledButton } from '@mantine/core';
import { useRead } from '../../../data/use-read.ts';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import classes from './ChooseKind.module.css';
import { type Kind, KindsDocument } from './kinds.ts';

interface ChooseKindProps {
  onClose: () => void;
  /** A kind, or a webhook. */
  onChoose: (kind: Kind | 'WEBHOOK') => void;
}

/** The first question for a new connector: what sort of system it is [P2]. */
export function ChooseKind({ onClose, onChoose }: ChooseKindProps) {
  const kinds = useRead(KindsDocument, {});
  return (
    <Dialogue opened onClose={onClose} title="Add connector" size="lg">
      <Stack gap="sm">
        <Text c="dimmed" fz="sm">
          What sort of system is to set services up?
        </Text>
        <Loaded from={kinds} skeleton={<Skeleton h={160} />}>
          {({ connectorKinds }) =>
            connectorKinds.map((kind) => (
              <Choice key={kind.kind} label={kind.label} about={kind.about} onClick={() => onChoose(kind)} />
            ))
          }
        </Loaded>
        <Choice
          label="Webhook"
          about="A system of your own that is told by signed webhook what is wanted, and answers when it is done."
          onClick={() => onChoose('WEBHOOK')}
        />
      </Stack>
    </Dialogue>
  );
}

function Choice({ label, about, onClick }: { label: string; about: string; onClick: () => void }) {
  return (
    <UnstyledButton className={classes.choice} onClick={onClick}>
      <Text fw={600}>{label}</Text>
      <Text c="dimmed" fz="sm">
        {about}
      </Text>
    </UnstyledButton>
  );
}
