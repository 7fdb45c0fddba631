import board from "miaou/board.js";
import "miaou/context_menu.js";
import { start } from "miaou/start.js";

start();

export default board;
