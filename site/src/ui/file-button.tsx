// A button that asks for files.

interface Props {
  label: string;
  /** The file that was chosen; all of them where there may be several. */
  onFile(file: File, all: File[]): void;
  accept?: string;
  id?: string;
  /** More about it, when the pointer rests on it. */
  title?: string;
  multiple?: boolean;
  disabled?: boolean;
  class?: string;
}

export function FileButton({ label, onFile, accept = ".json,application/json", id, title, multiple, disabled, class: own }: Props) {
  return (
    <label class={own ? `button file ${own}` : "button file"} title={title}>
      <input
        type="file"
        id={id}
        accept={accept}
        multiple={multiple}
        disabled={disabled}
        class="sr"
        onChange={(event) => {
          const input = event.currentTarget as HTMLInputElement;
          const files = Array.from(input.files ?? []);
          input.value = ""; // the same file again is a new choice
          if (files[0]) onFile(files[0], files);
        }}
      />
      {label}
    </label>
  );
}
