/* Handing in: files dropped on the box, and what was chosen told by name. The form works without it. */
(() => {
  "use strict";
  const box = document.querySelector("[data-drop]");
  const input = box?.querySelector('input[type="file"]');
  if (!input) return;
  const list = box.querySelector(".dropping__files");
  box.querySelector(".dropping__words").hidden = false;

  const tell = () => {
    list.replaceChildren(
      ...[...input.files].map((file) => {
        const item = document.createElement("li");
        item.textContent = `${file.name} (${Math.max(1, Math.round(file.size / 1024))} KiB)`;
        return item;
      }),
    );
    list.hidden = !input.files.length;
  };

  input.addEventListener("change", tell);
  for (const name of ["dragenter", "dragover"]) {
    box.addEventListener(name, (event) => {
      event.preventDefault();
      box.classList.add("is-over");
    });
  }
  for (const name of ["dragleave", "drop"]) box.addEventListener(name, () => box.classList.remove("is-over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    const chosen = new DataTransfer();
    for (const file of [...input.files, ...event.dataTransfer.files]) chosen.items.add(file);
    input.files = chosen.files;
    tell();
  });
})();
