package added

import (
	"fmt"
	"slices"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"

	"github.com/northinch/northinch/internal/returns/spec"
)

// builtins are the functions of the language that a rule may use: those that look
// at each element of a list with a condition, and harmless ones on numbers.
var builtins = []string{"any", "all", "none", "one", "count", "filter", "find", "findLast", "len", "first", "last", "min", "max", "abs"}

// compile makes a program of an expression: once to see whether it is one that is
// allowed, and once more with the steps counted, as the compiler passes over some
// mistakes in what was put into an expression.
func compile(expression string) (*vm.Program, error) {
	l := &looker{}
	if _, err := expr.Compile(expression, append(options(l), expr.Optimize(false))...); err != nil {
		return nil, err
	}
	if l.refused != nil {
		return nil, l.refused.Bind(file.NewSource(expression))
	}
	return expr.Compile(expression, options(counter{})...)
}

func options(v ast.Visitor) []expr.Option {
	o := []expr.Option{expr.Env(child{}), expr.AsBool(), expr.MaxNodes(mostNodes), expr.DisableAllBuiltins(), expr.Patch(v)}
	for _, name := range builtins {
		o = append(o, expr.EnableBuiltin(name))
	}
	return o
}

// counter makes every condition that is asked of a list count its steps.
type counter struct{}

// Visit looks at a node.
func (counter) Visit(node *ast.Node) {
	if n, ok := (*node).(*ast.PredicateNode); ok {
		ast.Patch(&n.Node, &ast.CallNode{Callee: &ast.IdentifierNode{Value: step}, Arguments: []ast.Node{n.Node}})
	}
}

// looker says what an expression may not be.
type looker struct{ refused *file.Error }

func (s *looker) refuse(n ast.Node, format string, args ...any) {
	if s.refused == nil {
		s.refused = &file.Error{Location: n.Location(), Message: fmt.Sprintf(format, args...)}
	}
}

// Visit looks at a node.
func (s *looker) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		if n.Value == step {
			s.refuse(n, "unknown name %s", step)
		}
	case *ast.BuiltinNode:
		if !slices.Contains(builtins, n.Name) {
			s.refuse(n, "the function %s is not allowed", n.Name)
		}
	case *ast.BinaryNode:
		switch n.Operator {
		case "..":
			s.refuse(n, "ranges are not allowed; look at events")
		case "==", "!=":
			s.code(n.Left, n.Right)
			s.code(n.Right, n.Left)
		}
	}
}

// code refuses a code that no edition has, which would never be found.
func (s *looker) code(field, text ast.Node) {
	value, ok := text.(*ast.StringNode)
	member, is := field.(*ast.MemberNode)
	if !ok || !is {
		return
	}
	name, ok := member.Property.(*ast.StringNode)
	if ok && value.Value != "" && !isCode(name.Value, value.Value) {
		s.refuse(text, "no edition of the specification has the code “%s” for %s", value.Value, name.Value)
	}
}

func isCode(field, code string) bool {
	for _, e := range spec.Editions() {
		switch field {
		case "kind":
			if slices.ContainsFunc(e.Events, func(k spec.EventKind) bool { return k.Code.Code == code }) {
				return true
			}
		case "by", "detail":
			for _, k := range e.Events {
				list := map[string]string{"by": k.By, "detail": k.Detail}[field]
				if l, ok := e.List(list); ok {
					if _, ok := l.Code(code); ok {
						return true
					}
				}
			}
		default:
			return true
		}
	}
	return false
}
