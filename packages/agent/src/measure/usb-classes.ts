import { textOf, type Files } from './files.ts';

/** USB-IF class codes of interfaces, as sysfs writes them. */
export const usbAudio = '01';
export const usbVideo = '0e';

/** Whether a device with such an interface is plugged in, driver or not (Linux). */
export async function usbOffers(files: Files, interfaceClass: string): Promise<boolean> {
  for (const device of (await files.names('/sys/bus/usb/devices')) ?? []) {
    if ((await textOf(files, `/sys/bus/usb/devices/${device}/bInterfaceClass`)) === interfaceClass) return true;
  }
  return false;
}

/** Whether the kernel shows its devices here; where it does not, an absent class of devices says nothing (Linux). */
export async function showsDevices(files: Files): Promise<boolean> {
  return ((await files.names('/sys/class')) ?? []).length > 0;
}
