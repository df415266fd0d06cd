import { Notification } from 'electron/main';
import type { ShowAlert } from './alerts.ts';

/** Shows a notice of the operating system, without sound; nothing where the system has none. */
export const showSystemAlert: ShowAlert = (text, { pressed, dismissed }) => {
  if (!Notification.isSupported()) return { close: () => undefined };
  const notification = new Notification({ title: 'Passerelle', body: text, silent: true });
  notification.on('click', pressed);
  notification.on('close', dismissed);
  notification.show();
  return { close: () => notification.close() };
};
