// Leaves out the last columns of a table while something would be cut but long names, and says how many
// more rows there are.
{
  const LONG_NAME = 22, LEAST_COLUMNS = 2;
  const width = element => element.getBoundingClientRect().width; // scrollWidth is a whole number
  const isCut = cell => !cell.hidden
                        && (cell.matches("th") ? cell.scrollWidth > cell.clientWidth
                                               : width(cell.firstChild) > width(cell))
                        && (cell.matches("th, .end") || cell.textContent.length < LONG_NAME);
  const fit = table => {
    const rows = [...table.rows];
    table.style.removeProperty("--columns");
    const columns = getComputedStyle(table).getPropertyValue("--columns").trim().split(" ");
    const show = n => {
      table.style.setProperty("--columns", columns.slice(0, n).join(" "));
      for (const row of rows)
        [...row.cells].forEach((cell, i) => { cell.hidden = i >= n; });
    };
    let n = columns.length;
    for (show(n); n > LEAST_COLUMNS && rows.some(row => [...row.cells].some(isCut)); show(n))
      n--;
    table.classList.toggle("fewer", n < columns.length);
  };
  const tell = () => {
    document.querySelectorAll("table").forEach(fit);
    for (const more of document.querySelectorAll(".more")) {
      const rows = [...more.closest("section").querySelectorAll("tbody tr")];
      if (rows.length === 0)
        continue;
      const hidden = rows.filter(row => row.offsetLeft !== rows[0].offsetLeft).length;
      const cut = Number(more.dataset.cut); // -1: nobody knows how many
      more.hidden = hidden === 0 && cut === 0;
      more.lastChild.textContent = cut < 0 ? more.dataset.unknown
                                           : more.dataset.text.replace("%u", hidden + cut);
    }
  };
  tell();
  addEventListener("resize", tell);
}
// Turns the page when the next one is there: while the collector is away the figures stay, and say so.
{
  const { seconds, next } = document.currentScript.dataset;
  const turn = async () => {
    try {
      const answer = await fetch(next, { cache: "no-store" });
      if ((answer.headers.get("Content-Type") ?? "").startsWith("text/html")) {
        location.replace(next);
        return;
      }
    } catch {
      // Nobody answers: the same as an answer that is no page.
    }
    document.body.classList.add("lost");
    setTimeout(turn, 5000);
  };
  setTimeout(turn, seconds * 1000);
}
