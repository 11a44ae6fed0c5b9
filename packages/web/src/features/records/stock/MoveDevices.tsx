import { graphql, type VariablesOf } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { BulkDialogue } from '../../../ui/BulkDialogue.tsx';

const MoveDocument = graphql(`
  mutation SetDeviceState($input: SetDeviceStateInput!) {
    setDeviceState(input: $input) {
      done
      refused {
        id
        name
        reason
      }
    }
  }
`);
export type DeviceMove = Exclude<VariablesOf<typeof MoveDocument>['input']['state'], 'ASSIGNED'>;

const WORDS: Record<DeviceMove, { title: string; consequence: string; label: string; done: string }> = {
  RETURNED: {
    title: 'come back',
    consequence: 'Whoever had them has them no more. They are given out again once they are in stock.',
    label: 'Note as returned',
    done: 'returned',
  },
  IN_STOCK: {
    title: 'in stock',
    consequence: 'Whoever had them has them no more, and they can be given to somebody.',
    label: 'Put in stock',
    done: 'in stock',
  },
  LOST: {
    title: 'lost',
    consequence:
      'Whoever had them has them no more. Steward does not lock or wipe them: do that where they are managed.',
    label: 'Note as lost',
    done: 'noted as lost',
  },
  DISPOSED: {
    title: 'disposed of',
    consequence: 'They stay in the records with who has had them, and are given to nobody any more.',
    label: 'Note as disposed of',
    done: 'disposed of',
  },
};

interface MoveDevicesProps {
  ids: readonly string[];
  to: DeviceMove;
  onClose: (done: boolean) => void;
}

/** Says where devices are now [R2]. */
export function MoveDevices({ ids, to, onClose }: MoveDevicesProps) {
  const move = useSend(MoveDocument, 'Device');
  const { title, consequence, label, done } = WORDS[to];
  const devices = plural(ids.length, 'device', 'devices');
  return (
    <BulkDialogue
      count={ids.length}
      title={
        to === 'RETURNED'
          ? `${ids.length === 1 ? 'Has' : 'Have'} ${devices} come back?`
          : `Note ${devices} as ${title}?`
      }
      consequence={consequence}
      confirmLabel={label}
      destructive={to === 'LOST' || to === 'DISPOSED'}
      onConfirm={async () => (await move({ input: { ids: [...ids], state: to } })).setDeviceState}
      done={(count) => `${plural(count, 'device is', 'devices are')} ${done}.`}
      onClose={onClose}
    />
  );
}
