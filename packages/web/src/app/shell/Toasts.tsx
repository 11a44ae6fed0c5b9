import { Notifications } from '@mantine/notifications';
import '@mantine/notifications/styles.layer.css';

/** Where short messages appear ("Saved"); features send them with `notifications.show`. */
export default function Toasts() {
  return <Notifications position="bottom-right" />;
}
