/** Opens the system's picker; only in answer to a press. Cancelled, it never calls back. */
export function pick(choice: { accept?: string; camera?: boolean }, onPicked: (files: File[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = !choice.camera;
  input.accept = choice.accept ?? '';
  input.hidden = true;
  if (choice.camera) input.setAttribute('capture', 'environment');
  input.addEventListener('change', () => {
    onPicked([...(input.files ?? [])]);
    input.remove();
  });
  input.addEventListener('cancel', () => input.remove());
  // Not every browser opens one that is nowhere.
  document.body.append(input);
  input.click();
}
