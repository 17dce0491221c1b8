"""Compiles templates to faster code: with what is the same on all pages of a site written into it,
with plain calls of the functions that every page has, and with values escaped without a wrapper.

What a page shows stays the same; only templates that give a new meaning to one of these names
(`{% set site = ... %}`) are compiled without writing its value into them.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any

from jinja2 import Environment, StrictUndefined, meta, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]  # the C function


def shown(value: Any) -> str:
    """`value` escaped, for output: unlike `escape`, it makes no `Markup` object of a string."""
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    return value if kind is Markup else escape(value)


class Compiler(CodeGenerator):
    """Writes the Python code of a template."""

    environment: Templates

    def visit_Template(  # noqa: N802 -- Jinja's name, as those below
        self, node: nodes.Template, frame: Frame | None = None
    ) -> None:
        """Write the whole module."""
        self.writeline(f"from {__name__} import shown")
        super().visit_Template(node, frame)

    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Call the functions of every page directly: they do not ask for Jinja's context."""
        is_plain = isinstance(node.node, nodes.Name) and node.node.name in self.environment.plain
        if not is_plain or node.kwargs or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for value in node.args:
            self.visit(value, frame)
            self.write(", ")
        self.write(")")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """Hand on text and values between two statements as one string."""
        if frame.buffer is not None or len(node.nodes) == 1 or frame.require_output_check:
            super().visit_Output(node, frame)
            return
        inner = frame.copy()
        inner.buffer = self.temporary_identifier()
        self.writeline(f"{inner.buffer} = []")
        super().visit_Output(node, inner)
        self.writeline(f"yield concat({inner.buffer})")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if not node.with_context or not frame.toplevel:
            super()._import_common(node, frame)
            return
        self.write("context['macros'].of(")
        self.visit(node.template, frame)
        self.write(", context)")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("shown(")


class _Written(NodeTransformer):
    """Replaces the expressions whose value is known by that value."""

    def __init__(self, known: Mapping[str, Any]) -> None:
        self._known = known

    def visit_Name(self, node: nodes.Name) -> nodes.Expr:  # noqa: N802
        return _constant(self._known.get(node.name), node)

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Expr:  # noqa: N802
        if isinstance(node.node, nodes.Name) and node.node.name in self._known:
            return _constant(getattr(self._known[node.node.name], node.attr, None), node)
        self.generic_visit(node)
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802
        self.generic_visit(node)
        known = isinstance(node.node, nodes.Name) and self._known.get(node.node.name)
        given = [each.value for each in node.args if isinstance(each, nodes.Const)]
        if not callable(known) or len(given) < len(node.args) or node.kwargs:
            return node
        try:
            return _constant(known(*given), node)
        except KeyError:  # an asset that is missing: it is an error where it is shown
            return node


def _constant(value: Any, node: nodes.Expr) -> nodes.Expr:
    return nodes.Const(value, lineno=node.lineno) if isinstance(value, str) else node


class Templates(Environment):
    """An environment whose templates know the values that are the same on all pages."""

    code_generator_class = Compiler

    def __init__(self, **options: Any) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, **options)
        #: Values that are written into the templates: strings, the strings among the attributes of
        #: objects, and the strings that functions return for constants.
        self.known: dict[str, Any] = {}
        #: The names of functions that may be called directly.
        self.plain: frozenset[str] = frozenset()

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template: plain ones, as every page copies them."""
        return super().make_globals(d) if d else self.globals

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        own = {each.name for each in tree.find_all(nodes.Name) if each.ctx != "load"}
        known = {name: value for name, value in self.known.items() if name not in own}
        written: nodes.Template = _Written(known).visit(tree)
        return written


class Macros:
    """The modules of macros for all pages that have the `values` in common."""

    def __init__(self, environment: Environment, values: Mapping[str, Any]) -> None:
        self._environment = environment
        self._values = values
        self._modules: dict[str, TemplateModule] = {}

    def of(self, name: str, context: Context) -> TemplateModule:
        """The macros of a template that is imported with the context of a page.

        They are made only once, unless they use what other pages do not have.
        """
        if name in self._modules:
            return self._modules[name]
        template = self._environment.get_template(name)
        if not self._names(name) <= self._values.keys() | self._environment.globals.keys():
            return template.make_module(context.get_all(), shared=True)
        self._modules[name] = template.make_module(dict(self._values))
        return self._modules[name]

    def _names(self, name: str) -> set[str]:
        loader = self._environment.loader
        assert loader is not None  # noqa: S101 - every theme has one
        source = loader.get_source(self._environment, name)[0]
        return meta.find_undeclared_variables(self._environment.parse(source))
