/** Copies what a field holds. On http there is no clipboard of its own: the field is selected and the old command tried; where
 *  that fails too, the selected text is one key away. */
export async function copyField(field: HTMLInputElement | HTMLTextAreaElement): Promise<boolean> {
  field.focus();
  field.select();
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(field.value);
      return true;
    }
  } catch {
    // Not allowed here: the other way is tried.
  }
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  }
}
