package tabular
import ("testing";"os";"fmt")
func TestTry(t *testing.T){
 for _,f:=range []string{"differencing.json","fischetti_salazar_3x3_l5_u5.json","sdctable_microdata1.json","threeway_3x3x2_threshold5.json"}{
  fh,_:=os.Open("/work/shared/cases/sdc/"+f)
  r,err:=Read(fh,f,ReadOptions{})
  if err!=nil{t.Error(f,err);continue}
  tt:=r.get()
  p,needs:=tt.problem(Options{})
  fmt.Println(f,len(p.Cells),len(p.Relations),p.Check(), r)
  if f=="differencing.json"||f=="sdctable_microdata1.json"{ for i,c:=range p.Cells{fmt.Println(c, needs[i])}; for _,q:=range p.Relations{fmt.Println(q)}}
 }
}
