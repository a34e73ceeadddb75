package check_test
import ("testing";"fmt";"github.com/northinch/northinch/internal/returns/check";"github.com/northinch/northinch/internal/returns/madeup")
func TestTmp(t *testing.T){
 ret,truth:=madeUp(t,madeup.Options{Children:20000})
 r:=check.Run(ret,check.Options{})
 d:=0
 for _,x:=range truth{d+=x.Duplicates}
 fmt.Println(r.Summary,len(check.Rules()),"dups",d)
 for _,x:=range r.Rules{ if x.Code>="R1" && x.Status!="passed"{fmt.Println(x.Code,x.Severity,x.Status,x.Looked,x.Found,x.Why)}}
 seen:=map[string]int{}
 for _,f:=range r.Findings{ if seen[f.Code]++;seen[f.Code]<2 {fmt.Println(f.Code,f.File,f.Line,f.Column,f.Sentence)}}
}
