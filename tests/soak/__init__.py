"""Long runs against a real studio that prove the promises about money: nothing lost, nothing sent twice."""
