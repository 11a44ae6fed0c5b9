import { Center } from '@mantine/core';
import { Mark } from './Mark.tsx';

/** The moment before anything is known. */
export function Splash() {
  return (
    <Center h="100dvh" component="output" aria-label="Loading Steward">
      <Mark name="Steward" size={40} />
    </Center>
  );
}
