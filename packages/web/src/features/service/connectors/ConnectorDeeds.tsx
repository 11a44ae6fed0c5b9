import { IconKey, IconPencil, IconTestPipe } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useRead } from '../../../data/use-read.ts';
import type { RowDeed } from '../../../ui/list/RowMenu.tsx';
import type { Connector } from './connector.ts';
import { EditConnector } from './EditConnector.tsx';
import { EditWebhook } from './EditWebhook.tsx';
import { type Kind, KindsDocument } from './kinds.ts';
import { NewCredentials } from './NewCredentials.tsx';
import { useNewSecret } from './NewSecret.tsx';
import { ShowSecret } from './ShowSecret.tsx';
import { TestConnection } from './TestConnection.tsx';

interface Deeds {
  /** What its kind asks to be told; undefined for webhooks, and until it is known. */
  kindOf: (connector: { kind: string }) => Kind | undefined;
  test: (id: string) => void;
  items: (connector: Connector) => RowDeed[];
  showSecret: (name: string, secret: string) => void;
  /** Stands beside the list or page; gets the chosen connector as it is by now. */
  dialogues: (find: (id: string) => Connector | undefined) => ReactNode;
}

/** What can be done with a connector, from its row and from its page [P2]. */
export function useConnectorDeeds(): Deeds {
  const [chosen, setChosen] = useState<{ id: string; to: 'EDIT' | 'TEST' | 'CREDENTIALS' }>();
  const [secret, setSecret] = useState<{ name: string; secret: string }>();
  const kinds = useRead(KindsDocument, {});
  const kindOf: Deeds['kindOf'] = ({ kind }) =>
    kinds.state === 'ready'
      ? kinds.data.connectorKinds.find((candidate) => candidate.kind === kind)
      : undefined;
  const showSecret = (name: string, fresh: string) => setSecret({ name, secret: fresh });
  const newSecret = useNewSecret(showSecret);
  const done = () => setChosen(undefined);
  const test = (id: string) => setChosen({ id, to: 'TEST' });
  return {
    kindOf,
    test,
    showSecret,
    items: (connector) => [
      {
        label: 'Edit',
        icon: <IconPencil size={16} />,
        run: () => setChosen({ id: connector.id, to: 'EDIT' }),
      },
      ...(connector.kind === 'WEBHOOK'
        ? [newSecret(connector)]
        : [
            {
              label: 'Test connection',
              icon: <IconTestPipe size={16} />,
              run: () => test(connector.id),
            },
            {
              label: 'New credentials',
              icon: <IconKey size={16} />,
              run: () => setChosen({ id: connector.id, to: 'CREDENTIALS' }),
            },
          ]),
    ],
    dialogues: (find) => {
      // As it is by now: somebody else may change it meanwhile.
      const looked = chosen && find(chosen.id);
      const kind = looked && kindOf(looked);
      return (
        <>
          {chosen?.to === 'EDIT' && looked?.kind === 'WEBHOOK' && (
            <EditWebhook connector={looked} onClose={done} />
          )}
          {chosen?.to === 'EDIT' && looked && kind && (
            <EditConnector kind={kind} connector={looked} onClose={done} />
          )}
          {chosen?.to === 'CREDENTIALS' && looked && kind && (
            <NewCredentials kind={kind} connector={looked} onClose={done} />
          )}
          {chosen?.to === 'TEST' && looked && <TestConnection connector={looked} onClose={done} />}
          {secret && <ShowSecret {...secret} onClose={() => setSecret(undefined)} />}
        </>
      );
    },
  };
}
