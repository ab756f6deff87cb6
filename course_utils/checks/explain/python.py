"""Errors of Python itself, and of files and installations, as they come up in these notebooks."""

from __future__ import annotations

import re

from course_utils.checks.explain.known import Known

_SETTINGS = {"stride", "pad", "f"}


def _key(match: re.Match[str]) -> str:
    if match[1] in _SETTINGS:
        return 'Settings of a layer stand in hparameters: hparameters["stride"], ["pad"], ["f"].'
    if re.fullmatch(r"[Wb]\d", match[1]):
        return 'Weights stand in parameters: parameters["W1"], ["W2"].'
    return ""


PYTHON: tuple[Known, ...] = (
    Known(
        r"^(?:ArgumentError|DataError|NotebookError|UsageError|CourseError): ",
        "A function of the course refused what it was given; its message says what it expected.",
        "A shape or number from the line before is not what you think it is.",
        "Read the message to its end, and print the names that it mentions.",
    ),
    Known(
        r"IndentationError: expected an indented block after (.*?) on line (\d+)",
        "After {0} in line {1} Python expects lines that are moved to the right.",
        "The body was deleted, or only a comment stands there; a comment is no body.",
        "Move the lines of the body in by four spaces, the same for all of them.",
    ),
    Known(
        r"(IndentationError|TabError)",
        "The left edges of the lines do not fit together.",
        "Lines were pasted with other spaces, or tabs and spaces are mixed.",
        "Mark the lines and press Shift+Tab until all stand left, then indent again with Tab.",
    ),
    Known(
        r"SyntaxError: '(.)' was never closed|SyntaxError: unmatched '(.)'",
        "A bracket has no partner.",
        "One closing bracket is missing or too much, often in a line with several.",
        "Click beside the bracket: the notebook highlights its partner. Count in the line before, too.",
    ),
    Known(
        r"'(return|yield)' outside function",
        "{0} stands outside a function.",
        "The line is not moved to the right as the lines of the function are.",
        "Indent it like the line before.",
    ),
    Known(
        r"SyntaxError: expected ':'",
        "A line that opens a block must end with a colon.",
        "The colon after for, if, else, with or def is missing.",
        "Write : at its end, and indent the lines that belong to it.",
    ),
    Known(
        r"SyntaxError: unterminated",
        "A text has no end.",
        "A quotation mark is missing, or the text itself holds one.",
        "Close it with the same sign; around a ' use \" \".",
    ),
    Known(
        r"SyntaxError: (?:invalid syntax\. Maybe you meant '=='|cannot assign to)",
        "One = gives a name a value; here it stands where that is not possible.",
        "A comparison was meant.",
        "Write == to compare.",
    ),
    Known(
        r"SyntaxError: (.*)",
        "Python cannot read this line.",
        "A missing colon, bracket or comma; = where == is meant; or the line before is not finished.",
        "Look at the place of the ^ mark, and at the end of the line before it.",
    ),
    Known(
        r"name '(np|tf|keras|plt|layers|check|hint|graded|load_image|load_dataset)' is not defined",
        "{0} is not known yet: it comes from the cell of imports.",
        "The kernel was restarted, or the notebook was opened anew, and its first cells did not run.",
        "Choose Run > Run All Above Selected Cell.",
    ),
    Known(
        r"name '(\w+)' is not defined",
        "Nothing is called {0} here, yet.",
        "The cell that makes it did not run, the name is spelled otherwise (n_H, not n_h), or it lives in a function.",
        "Compare the spelling with the docstring, and run the cells above: Run > Run All Above Selected Cell.",
    ),
    Known(
        r"(?:cannot access local variable|local variable) '(\w+)'",
        "{0} is used before it has a value in this function.",
        "It gets its value inside a loop or an if that did not run, or only further down.",
        "Give it a value before the loop, for example Z = np.zeros(...).",
    ),
    Known(
        r"NotImplementedError",
        "This function is not written yet.",
        "The line raise NotImplementedError still stands in a cell, maybe of an earlier exercise.",
        "Replace that line by your code, run its cell, then run this one again.",
    ),
    Known(
        r"'?NoneType'?",
        "Something is None, that is, nothing, where a value is needed.",
        "A function ends without return, a name was left at None, a list's method (sort, append) was assigned, or a "
        "tape did not watch what a gradient is asked for.",
        "Print the names of this line. Where one is None, look for the missing return, or for tape.watch.",
    ),
    Known(
        r"KeyError: ['\"]Unable to (?:synchronously )?open object \(object '(.*?)'",
        "The file has no array called {0}.",
        "Files of other courses name their arrays otherwise.",
        "Look what is in it: list(h5py.File(name, 'r')).",
    ),
    Known(
        r"KeyError: '(units|inputs|channels|filters)'",
        "This layer has no {0}: only some kinds of layers have them.",
        "Pooling and flattening learn nothing, and have no branch of their own in your if.",
        "Ask for layer['kind'] first; other kinds count 0.",
    ),
    Known(
        r"KeyError: '?([^'\n]*)'?",
        "The dictionary has no entry {0}.",
        "A name is spelled otherwise, or another dictionary was handed in.",
        "Print its names: print(list(dictionary)).",
        _key,
    ),
    Known(
        r"IndexError: (list|tuple) index out of range",
        "A {0} was asked for a place that it does not have.",
        "A loop runs one step too far, or the {0} is shorter than expected: the cache, a shape, a list of layers.",
        "Print its len(...). Places are counted from 0; [-1] is the last one.",
    ),
    Known(
        r"not enough values to unpack \(expected (\d+), got (\d+)\)",
        "{0} names stand on the left, but only {1} values came.",
        "The shape of one image, 3 numbers, is unpacked like that of a batch, 4; or a function gives fewer values.",
        "Print what stands on the right, often a shape, and count.",
    ),
    Known(
        r"too many values to unpack \(expected (\d+)",
        "More values came than the {0} names on the left.",
        "The shape of a batch has 4 numbers; or a function gives a cache besides its result: Z, cache = ...",
        "Print what stands on the right and count.",
    ),
    Known(
        r"(?<![\w.<>])([\w.<>]+)\(\) missing \d+ required positional arguments?: (.*)",
        "{0} was called without {1}.",
        "An argument was forgotten, or all of them stand in one more pair of brackets.",
        "Compare the call with the first line of {0}: help({0}) shows it.",
    ),
    Known(
        r"(?<![\w.<>])([\w.<>]+)\(\) takes (?:from )?(.*?) positional arguments? but (\d+) (?:was|were) given",
        "{0} was given {2} arguments and takes {1}.",
        "Sizes that belong into one tuple: np.zeros((3, 4)), Conv2D(8, (3, 3)).",
        "Compare the call with the first line of {0}: help({0}) shows it.",
    ),
    Known(
        r"(?<![\w.<>])([\w.<>]+)\(\) got an unexpected keyword argument '(\w+)'",
        "{0} has no argument called {1}.",
        "The name is spelled otherwise, or the example is for another version.",
        "help({0}) lists its arguments.",
    ),
    Known(
        r"'(\w+|numpy\.ndarray)' object is not callable",
        "Something of type {0} was called like a function.",
        "Round brackets instead of square ones, a missing * between brackets, or a function's name was given a value.",
        "Index with [ ]. If you overwrote a name such as sum or max, restart the kernel.",
    ),
    Known(
        r"\(\) got multiple values for argument '(\w+)'",
        "{0} was given twice.",
        "Once by its place and once by its name; or there is an argument too many before it.",
        "Compare the call with the function's first line, and name the later arguments.",
    ),
    Known(
        r"'(function|builtin_function_or_method|method)' object is not subscriptable",
        "A function was indexed as if it were an array.",
        "Square brackets instead of round ones, or the call's brackets are missing.",
        "Call it with ( ), and index what it gives.",
    ),
    Known(
        r"'tuple' object does not support item assignment",
        "A tuple, such as a shape, cannot be changed.",
        "A shape was to be edited in place.",
        "Make a new one, for example (m, n_H, n_W, n_C).",
    ),
    Known(
        r"unhashable type: '([\w.]+)'",
        "A {0} cannot be a key of a dictionary or an element of a set.",
        "An array or list stands in {{ }} or as an index of a dictionary; often [ ] was meant.",
        "Use a tuple or a number as the key: tuple(a), or a.item() for an array that holds one.",
    ),
    Known(
        r"unsupported operand type\(s\) for \S+ '([\w.]+)' and '([\w.]+)'|can only concatenate (\w+) \(not \"(\w+)\"\)",
        "These two kinds of values cannot be combined: {0}{2} and {1}{3}.",
        "A text or list stands where a number is expected, or a dictionary itself instead of its entry.",
        "Print type(...) of both. Numbers from a text: int(...) or float(...); arrays from a list: np.array(...).",
    ),
    Known(
        r"can't multiply sequence by non-int",
        "A list or text was multiplied, which only whole numbers can do.",
        "A Python list is used like an array.",
        "Make an array of it: np.array(values).",
    ),
    Known(
        r"'dict' object has no attribute '(\w+)'",
        "A dictionary's entries are not read with a point: it has no .{0}.",
        "layer.{0} instead of layer['{0}'].",
        "Write its name in square brackets: layer['{0}'].",
    ),
    Known(
        r"'(?:int|float)' object has no attribute '(\w+)'|type object '(?:int|float)' has no attribute '(\w+)'",
        "A plain number of Python has no .{0}{1}.",
        "It is a function of numpy, or the number was an array before.",
        "Write np.{0}{1}(x); to round down, // or int(x) is enough.",
    ),
    Known(
        r"'(list|int|float|tuple|dict|str)' object has no attribute '(\w+)'",
        "A plain {0} of Python has no .{1}.",
        "A list or number stands where an array is expected.",
        "Make an array of it: np.array(x); or look where it lost its array, for example by a sum over all.",
    ),
    Known(
        r"'(int|float)' object is not (iterable|subscriptable)|object of type '(int|float)' has no len",
        "A single number was treated like a list.",
        "for i in n instead of for i in range(n); or f where (f, f) is needed.",
        "Write range(n), or put the number into brackets.",
    ),
    Known(
        r"(?:invalid literal for int|could not convert string to float)[^:]*: (.*)",
        "The text {0} is no number.",
        "A file's heading, or a label with words, was read like a number.",
        "Print the text before it is converted.",
    ),
    Known(
        r"ZeroDivisionError|division by zero",
        "Something was divided by 0.",
        "A stride of 0, or a share of nothing: no box, no picture, no visible landmark.",
        "Ask first whether there is anything: return 0.0 if the number is 0.",
    ),
    Known(
        r"RecursionError|maximum recursion depth",
        "A function calls itself without an end.",
        "Inside conv_forward stands conv_forward again, where its helper was meant; or two functions call each other.",
        "Check which function is called in this line.",
    ),
    Known(
        r"No module named '(course_utils[\w.]*)'",
        "Python does not find the course, or this part of it: {0}.",
        "The notebook runs in another environment than the one the course was installed in.",
        "Stop Jupyter, activate the environment, start `course lab`; `course doctor` says what is missing.",
    ),
    Known(
        r"No module named '(tensorflow|keras|numpy|h5py|matplotlib|PIL|ipywidgets|anywidget)",
        "{0} is not installed in the environment of this notebook.",
        "The kernel belongs to another environment.",
        "Start the notebook with `course lab`; `course doctor` says what is missing.",
    ),
    Known(
        r"No module named '([\w.]+)'",
        "The library {0} is not installed; this course does not need it.",
        "The line comes from another course, often with its own helper file.",
        "Leave the import out: the notebooks import all they need in their first cell.",
    ),
    Known(
        r"cannot import name '(\w+)' from '(course_utils[\w.]*)'",
        "{1} offers nothing called {0}.",
        "The notebook and the installed course are of different versions, or the name is misspelled.",
        "Import from the week of this notebook, as its own first cell does.",
    ),
    Known(
        r"cannot import name '(\w+)' from '([\w.]+)'",
        "The installed {1} offers nothing called {0}.",
        "The name has moved in a newer version, or is misspelled.",
        "Compare with the notebook's own cell of imports.",
    ),
)
