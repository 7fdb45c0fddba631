/** A page that is there to be printed asks on which paper, once it shows. No module: it runs in a page by itself. */
addEventListener("load", () => print());
